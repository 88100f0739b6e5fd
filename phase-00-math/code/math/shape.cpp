#include "math/shape.h"

#include "math/error.h"

namespace p2g {

Shape::Shape(std::initializer_list<int64_t> dims) : Shape(of(dims.begin(), static_cast<int>(dims.size()))) {}

Shape Shape::of(const int64_t* dims, int rank) {
  if (rank > kMaxRank) fail("shape", "{} dimensions, wanted at most {}", rank, kMaxRank);
  Shape shape;
  shape.rank_ = rank;
  for (int axis = 0; axis < rank; ++axis) {
    if (dims[axis] < 0) fail("shape", "dimension {} is {}, wanted 0 or more", axis, dims[axis]);
    shape.dims_[static_cast<size_t>(axis)] = dims[axis];
    if (__builtin_mul_overflow(shape.size_, dims[axis], &shape.size_))
      fail("shape", "the product of the dimensions overflows at axis {} ({})", axis, dims[axis]);
  }
  return shape;
}

size_t Shape::index_of(int axis) const {
  const int index = axis < 0 ? axis + rank_ : axis;
  if (index < 0 || index >= rank_)
    fail("shape", "axis {} of {}, which has {} axes", axis, to_string(), rank_);
  return static_cast<size_t>(index);
}

int64_t Shape::operator[](int axis) const { return dims_[index_of(axis)]; }

Shape Shape::with(int axis, int64_t dim) const {
  auto dims = dims_;
  dims[index_of(axis)] = dim;
  return of(dims.data(), rank_);
}

std::string Shape::to_string() const {
  std::string text = "(";
  for (int axis = 0; axis < rank_; ++axis)
    text += fmt::format("{}{}", axis == 0 ? "" : ",", dims_[static_cast<size_t>(axis)]);
  return text + ")";
}

bool operator==(const Shape& a, const Shape& b) { return a.rank_ == b.rank_ && a.dims_ == b.dims_; }

void check_shape(std::string_view who, std::string_view name, const Shape& got, const Shape& wanted) {
  if (!(got == wanted)) fail(who, "{} is {}, wanted {}", name, got.to_string(), wanted.to_string());
}

void check_rank(std::string_view who, std::string_view name, const Shape& got, int rank) {
  if (got.rank() != rank) fail(who, "{} is {}, wanted {} dimensions", name, got.to_string(), rank);
}

}  // namespace p2g
