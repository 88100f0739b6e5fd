#include "sequence/clip.h"

#include "math/elementwise.h"

namespace p2g {

double clip_gradients(const Parameters& parameters, double limit) {
  const double norm = gradient_norm(parameters);
  if (norm <= limit) return norm;
  const auto factor = static_cast<Real>(limit / norm);  // one for all: the direction stays
  for (NamedTensor p : parameters) {
    if (!p.tensor.has_grad()) continue;
    const Array shorter = map(p.tensor.grad(), [factor](Real g) { return factor * g; });
    p.tensor.zero_grad();
    p.tensor.accumulate(shorter);
  }
  return norm;
}

}  // namespace p2g
