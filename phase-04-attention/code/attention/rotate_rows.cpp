#include <cmath>
#include <vector>

#include "attention/rope.h"
#include "math/threads.h"

namespace p2g {

void rotate_rows(const RopeRows& of, const Real* x, Real* y, int turn) {
  const int64_t half = of.D / 2, step = of.pairs == RopePairs::halves ? half : 1;
  // The angles of a position serve all heads and sequences.
  std::vector<Real> cosines(static_cast<size_t>(of.T * half)), sines(cosines.size());
  for (int64_t t = 0; t < of.T; ++t)
    for (int64_t p = 0; p < half; ++p) {
      const double slowness = std::pow(of.base, static_cast<double>(2 * p) / static_cast<double>(of.D));
      const double angle = static_cast<double>(of.first + t) / slowness;
      cosines[static_cast<size_t>(t * half + p)] = static_cast<Real>(std::cos(angle));
      sines[static_cast<size_t>(t * half + p)] = static_cast<Real>(turn * std::sin(angle));
    }
  parallel_for(of.rows, 256, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r) {
      const int64_t t = r / of.repeat % of.T;
      const Real *cosine = cosines.data() + t * half, *sine = sines.data() + t * half;
      for (int64_t p = 0; p < half; ++p) {
        const int64_t one = r * of.D + (of.pairs == RopePairs::halves ? p : 2 * p), other = one + step;
        const Real a = x[one], b = x[other];
        y[one] = a * cosine[p] - b * sine[p];
        y[other] = b * cosine[p] + a * sine[p];
      }
    }
  });
}

}  // namespace p2g
