#include "tokenizer/principal_axes.h"

#include <cmath>

#include "math/error.h"
#include "math/matmul.h"
#include "math/random.h"

namespace p2g {
namespace {

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void remove_along(const std::vector<Vector>& axes, Vector& v) {
  for (const Vector& axis : axes) {
    const double along = dot(axis, v);
    for (size_t i = 0; i < v.size(); ++i) v[i] -= along * axis[i];
  }
}

bool normalise(Vector& v) {
  const double length = std::sqrt(dot(v, v));
  for (double& x : v) x /= length > 0 ? length : 1;
  return length > 0;
}

Vector times(const Array& covariance, const Vector& v) {
  Vector product(v.size());
  const auto D = static_cast<int64_t>(v.size());
  for (int64_t i = 0; i < D; ++i)
    for (int64_t j = 0; j < D; ++j)
      product[static_cast<size_t>(i)] +=
          static_cast<double>(covariance[i * D + j]) * v[static_cast<size_t>(j)];
  return product;
}

Array centred(const Array& points, const Array& mean) {
  Array result = points.clone();
  const int64_t D = points.shape()[1];
  for (int64_t i = 0; i < result.size(); ++i) result[i] -= mean[i % D];
  return result;
}

// One axis, at right angles to those found.
Vector power_iteration(const Array& covariance, const std::vector<Vector>& found, Random& random) {
  constexpr int kMost = 2000;
  constexpr double kStill = 1e-14;  // of 1 − the cosine between one step and the next
  Vector v(static_cast<size_t>(covariance.shape()[0]));
  for (double& x : v) x = random.normal();
  remove_along(found, v);
  normalise(v);
  for (int step = 0; step < kMost; ++step) {
    Vector next = times(covariance, v);
    remove_along(found, next);
    if (!normalise(next)) return v;  // nothing varies here
    const double cosine = dot(v, next);
    v = std::move(next);
    if (1 - cosine < kStill) break;
  }
  return v;
}

void point_up(Vector& v) {
  double largest = 0;
  for (const double x : v)
    if (std::abs(x) > std::abs(largest)) largest = x;
  if (largest < 0)
    for (double& x : v) x = -x;
}

}  // namespace

PrincipalAxes principal_axes(const Array& points, int64_t K) {
  if (points.shape().rank() != 2 || points.shape()[0] < 1 || K < 1 || K > points.shape()[1])
    fail("principal_axes", "{} axes of points {}, wanted points (N,D) and 1 to D axes", K,
         points.shape().to_string());
  const int64_t N = points.shape()[0], D = points.shape()[1];
  PrincipalAxes result{Array::zeros({D}), Array::uninitialized({K, D}), {}, 0};
  for (int64_t i = 0; i < points.size(); ++i) result.mean[i % D] += points[i] / static_cast<Real>(N);
  const Array difference = centred(points, result.mean);
  Array covariance = matmul_tn(difference, difference);  // (D,D)
  for (int64_t i = 0; i < covariance.size(); ++i) covariance[i] /= static_cast<Real>(N);
  for (int64_t d = 0; d < D; ++d) result.total += static_cast<double>(covariance[d * D + d]);
  Random random(1);
  std::vector<Vector> axes;
  for (int64_t k = 0; k < K; ++k) {
    Vector axis = power_iteration(covariance, axes, random);
    point_up(axis);
    result.variance.push_back(dot(axis, times(covariance, axis)));
    for (int64_t d = 0; d < D; ++d) result.axes[k * D + d] = static_cast<Real>(axis[static_cast<size_t>(d)]);
    axes.push_back(std::move(axis));
  }
  return result;
}

Array project(const PrincipalAxes& axes, const Array& points) {
  return matmul_nt(centred(points, axes.mean), axes.axes);
}

}  // namespace p2g
