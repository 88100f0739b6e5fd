#include <cmath>

#include "attention/local_window.h"
#include "math/error.h"

namespace p2g {
namespace {

const Op kGaussianWindow("attention", "gaussian_window");

}  // namespace

Tensor gaussian_window(const Tensor& centre, int64_t places, int64_t half_window) {
  check_rank(kGaussianWindow.name, "centre", centre.shape(), 2);
  if (places < 1 || half_window < 1)
    fail(kGaussianWindow.name, "{} places and D = {}: wanted 1 or more of both", places, half_window);
  const int64_t rows = centre.shape().size(), S = places;
  const Real sigma = static_cast<Real>(half_window) / 2;
  Array y = Array::uninitialized({centre.shape()[0], centre.shape()[1], S});
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t s = 0; s < S; ++s) {
      const Real off = (static_cast<Real>(s) - centre.value()[i]) / sigma;
      y[i * S + s] = std::exp(-off * off / 2);
    }
  return make_node(kGaussianWindow, y, {centre}, [=](Node& node) {  // d centre = Σ dy · y · (s − centre)/σ²
    Array dc = Array::zeros(node.parents[0].shape());
    for (int64_t i = 0; i < rows; ++i)
      for (int64_t s = 0; s < S; ++s)
        dc[i] += node.grad[i * S + s] * y[i * S + s] * (static_cast<Real>(s) - node.parents[0].value()[i]) /
                 (sigma * sigma);
    node.parents[0].accumulate(std::move(dc));
  });
}

}  // namespace p2g
