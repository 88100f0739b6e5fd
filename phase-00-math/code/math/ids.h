// Token ids are a type of their own: they index, they never take part in arithmetic, they never become
// floats.
#pragma once

#include <cstdint>
#include <vector>

#include "math/shape.h"

namespace p2g {

class Ids {
 public:
  Ids() = default;
  Ids(Shape shape, std::vector<int32_t> values);  // throws unless the sizes agree
  explicit Ids(std::vector<int32_t> values);      // one dimension
  static Ids filled(const Shape& shape, int32_t value);

  const Shape& shape() const { return shape_; }
  int64_t size() const { return shape_.size(); }
  const int32_t* data() const { return values_.data(); }
  int32_t* data() { return values_.data(); }
  int32_t operator[](int64_t i) const { return values_[static_cast<size_t>(i)]; }
  int32_t& operator[](int64_t i) { return values_[static_cast<size_t>(i)]; }
  const std::vector<int32_t>& values() const { return values_; }

 private:
  Shape shape_{0};
  std::vector<int32_t> values_;
};

// Throws "[who] id 70 at position 3 is outside the vocabulary of 65" unless 0 <= id < bound for all.
void check_ids(const char* who, const Ids& ids, int64_t bound);

}  // namespace p2g
