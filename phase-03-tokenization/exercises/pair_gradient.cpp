#include "exercises/not_written.h"
#include "tokenizer/negative_sampling.h"

namespace p2g {

// One word h and one target u, of D numbers each. y = σ(h·u) should be 1 for a true word, 0 for a drawn one.
// Add ∂loss/∂h to dh and ∂loss/∂u to du, and return the loss: −log y for a true word, −log(1 − y) for a drawn
// one. sigmoid(x) of math/numerics.h is there already. Where y is all but 0 or 1 the loss must stay finite:
// −log σ(x) = log(1 + e^−x).
double pair_gradient(const Real* /*h*/, const Real* /*u*/, bool /*is_true*/, Real* /*dh*/, Real* /*du*/,
                     int64_t /*D*/) {
  not_written("pair_gradient");
}

}  // namespace p2g
