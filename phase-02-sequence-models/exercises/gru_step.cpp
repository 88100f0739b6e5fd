#include "exercises/not_written.h"
#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "sequence/gru.h"
#include "sequence/time.h"

namespace p2g {

// One step of a gated recurrent unit. x (B,in), h (B,H). w_x and bias hold the columns of z, r, n, H of each;
// w_h (H,2H) those of z and r; w_n (H,H) that of n.
//   z = σ(…), r = σ(…)  of x·w_x + h·w_h + bias      n = tanh(x·w_x + (r∘h)·w_n + bias)
//   h' = z∘h + (1−z)∘n
Tensor gru_step(const GruLayer& /*layer*/, const Tensor& /*x*/, const Tensor& /*h*/) {
  not_written("gru_step");
}

}  // namespace p2g
