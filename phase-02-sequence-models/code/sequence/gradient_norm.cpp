#include <cmath>

#include "math/reduce.h"
#include "sequence/clip.h"

namespace p2g {

double gradient_norm(const Parameters& parameters) {
  double squares = 0;
  for (const NamedTensor& p : parameters)
    if (p.tensor.has_grad()) squares += sum_of_squares(p.tensor.grad());
  return std::sqrt(squares);
}

}  // namespace p2g
