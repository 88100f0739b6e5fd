// The shape of an array: up to six dimensions, outermost first. Rank 0 is a single number.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace p2g {

class Shape {
 public:
  static constexpr int kMaxRank = 6;

  Shape() = default;
  Shape(std::initializer_list<int64_t> dims);
  // For shapes read from files; throws if there are too many dimensions or their product overflows.
  static Shape of(const int64_t* dims, int rank);

  int rank() const { return rank_; }
  int64_t size() const { return size_; }        // the product of all dimensions
  int64_t operator[](int axis) const;           // negative axes count from the end
  int64_t last() const { return (*this)[-1]; }  // the number of columns
  int64_t rows() const {
    return last() == 0 ? 0 : size_ / last();
  }  // all dimensions but the last, multiplied

  Shape with(int axis, int64_t dim) const;  // the same shape with one dimension changed
  std::string to_string() const;            // "(2,3,8)"; a single number is "()"

  friend bool operator==(const Shape& a, const Shape& b);

 private:
  size_t index_of(int axis) const;

  std::array<int64_t, kMaxRank> dims_{};
  int rank_ = 0;
  int64_t size_ = 1;
};

// Throws "[who] x is (2,3), wanted (2,4)" unless they agree.
void check_shape(std::string_view who, std::string_view name, const Shape& got, const Shape& wanted);
void check_rank(std::string_view who, std::string_view name, const Shape& got, int rank);

}  // namespace p2g
