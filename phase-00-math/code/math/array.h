// Numbers with a shape, and no graph: contiguous, row-major, 64-byte aligned, in pooled memory.
//
// An Array is a handle: copying it shares the numbers, clone() copies them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>

#include "math/real.h"
#include "math/shape.h"

namespace p2g {

class Array {
 public:
  Array() = default;  // holds nothing: defined() is false

  static Array uninitialized(const Shape& shape);
  static Array zeros(const Shape& shape);
  static Array full(const Shape& shape, Real value);
  static Array of(const Shape& shape, std::initializer_list<double> values);
  // Numbers that `owner` keeps alive, such as a mapped file. Not copied.
  static Array borrowed(const Shape& shape, Real* data, std::shared_ptr<const void> owner);

  bool defined() const { return storage_ != nullptr; }
  bool unique() const { return storage_.use_count() == 1; }  // no other handle shares the numbers

  const Shape& shape() const { return shape_; }
  int64_t size() const { return shape_.size(); }
  Real* data() { return storage_.get(); }
  const Real* data() const { return storage_.get(); }
  Real& operator[](int64_t i) { return storage_.get()[i]; }
  Real operator[](int64_t i) const { return storage_.get()[i]; }
  Real item() const;  // the only number of a one-element array

  Array reshaped(const Shape& shape) const;         // shares; throws unless the sizes agree
  Array slice(int64_t first, int64_t count) const;  // shares: part of the outermost axis
  Array clone() const;
  void copy_from(const Array& source);  // shapes must agree
  void fill(Real value);

 private:
  Array(Shape shape, std::shared_ptr<Real> storage) : shape_(shape), storage_(std::move(storage)) {}

  Shape shape_{0};
  std::shared_ptr<Real> storage_;
};

}  // namespace p2g
