#include "math/array.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "math/error.h"
#include "math/pool.h"

namespace p2g {

Array Array::uninitialized(const Shape& shape) {
  const auto bytes = pooled_bytes(static_cast<size_t>(shape.size()) * sizeof(Real));
  Array array(shape, {bytes, reinterpret_cast<Real*>(bytes.get())});
#ifndef NDEBUG
  array.fill(std::numeric_limits<Real>::quiet_NaN());  // what is read before it is written shows
#endif
  return array;
}

Array Array::zeros(const Shape& shape) { return full(shape, 0); }

Array Array::full(const Shape& shape, Real value) {
  Array array = uninitialized(shape);
  array.fill(value);
  return array;
}

Array Array::of(const Shape& shape, std::initializer_list<double> values) {
  if (shape.size() != static_cast<int64_t>(values.size()))
    fail("array", "{} values for shape {}", values.size(), shape.to_string());
  Array array = uninitialized(shape);
  std::transform(values.begin(), values.end(), array.data(), [](double v) { return static_cast<Real>(v); });
  return array;
}

Array Array::borrowed(const Shape& shape, Real* data, std::shared_ptr<const void> owner) {
  return {shape, std::shared_ptr<Real>(data, [owner = std::move(owner)](Real*) {})};
}

Real Array::item() const {
  if (size() != 1) fail("array", "item() of shape {}, wanted one element", shape_.to_string());
  return data()[0];
}

Array Array::reshaped(const Shape& shape) const {
  if (shape.size() != size())
    fail("reshape", "{} has {} elements, {} has {}", shape_.to_string(), size(), shape.to_string(),
         shape.size());
  return {shape, storage_};
}

Array Array::slice(int64_t first, int64_t count) const {
  if (shape_.rank() == 0 || first < 0 || count < 0 || first + count > shape_[0])
    fail("slice", "rows {} to {} of {}", first, first + count, shape_.to_string());
  const int64_t stride = shape_[0] == 0 ? 0 : size() / shape_[0];
  return {shape_.with(0, count), std::shared_ptr<Real>(storage_, storage_.get() + first * stride)};
}

Array Array::clone() const {
  Array copy = uninitialized(shape_);
  copy.copy_from(*this);
  return copy;
}

void Array::copy_from(const Array& source) {
  check_shape("copy", "source", source.shape(), shape_);
  std::copy_n(source.data(), size(), data());
}

void Array::fill(Real value) { std::fill_n(data(), size(), value); }

}  // namespace p2g
