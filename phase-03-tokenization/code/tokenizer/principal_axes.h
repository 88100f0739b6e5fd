// The directions in which points differ most (Pearson 1901; Hotelling 1933, from memory): what a picture of
// many dimensions can keep.
#pragma once

#include <vector>

#include "math/array.h"

namespace p2g {

struct PrincipalAxes {
  Array mean;                    // (D)
  Array axes;                    // (K,D), of length 1, at right angles, of largest variance first
  std::vector<double> variance;  // of the points along each axis, over their number
  double total = 0;              // variance in all directions
};

// points (N,D); 1 <= K <= D. By power iteration: the covariance turns any vector towards the axis of the
// largest variance; what was found is taken out, and the next one appears. Each axis points to where its
// largest number is positive. An axis along which nothing varies has variance 0.
PrincipalAxes principal_axes(const Array& points, int64_t K);

Array project(const PrincipalAxes& axes, const Array& points);  // (N,D) -> (N,K)

}  // namespace p2g
