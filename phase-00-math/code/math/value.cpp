#include "math/value.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"

namespace p2g {
namespace {

Tape& tape_of(Value a) {
  if (a.tape == nullptr) fail("value", "a Value of no tape: make it with tape.leaf(3.0)");
  return *a.tape;
}

Value record(Operation operation, Value a, Value b, double value) {
  if (a.tape != b.tape) fail("value", "two values are of different tapes, wanted one tape");
  return tape_of(a).record(operation, a.line, b.line, value);
}

Value record(Operation operation, Value a, double value) {
  return tape_of(a).record(operation, a.line, a.line, value);
}

}  // namespace

double Value::value() const { return tape_of(*this)[line].value; }
double Value::gradient() const { return tape_of(*this)[line].gradient; }

Value Tape::leaf(double value) { return record(Operation::leaf, lines_.size(), lines_.size(), value); }

Value Tape::record(Operation operation, size_t a, size_t b, double value) {
  lines_.push_back({operation, a, b, value, 0});
  return {this, lines_.size() - 1};
}

int64_t Tape::count(Operation operation) const {
  return std::count_if(lines_.begin(), lines_.end(),
                       [operation](const TapeLine& line) { return line.operation == operation; });
}

Value operator+(Value a, Value b) { return record(Operation::add, a, b, a.value() + b.value()); }
Value operator-(Value a, Value b) { return record(Operation::subtract, a, b, a.value() - b.value()); }
Value operator*(Value a, Value b) { return record(Operation::multiply, a, b, a.value() * b.value()); }
Value operator/(Value a, Value b) { return record(Operation::divide, a, b, a.value() / b.value()); }
Value operator+(Value a, double b) { return a + tape_of(a).leaf(b); }
Value operator-(Value a, double b) { return a - tape_of(a).leaf(b); }
Value operator*(Value a, double b) { return a * tape_of(a).leaf(b); }
Value operator/(Value a, double b) { return a / tape_of(a).leaf(b); }
Value operator+(double a, Value b) { return tape_of(b).leaf(a) + b; }
Value operator-(double a, Value b) { return tape_of(b).leaf(a) - b; }
Value operator*(double a, Value b) { return tape_of(b).leaf(a) * b; }
Value operator/(double a, Value b) { return tape_of(b).leaf(a) / b; }
Value operator-(Value a) { return 0.0 - a; }

Value exp(Value a) { return record(Operation::exp, a, std::exp(a.value())); }
Value log(Value a) { return record(Operation::log, a, std::log(a.value())); }
Value sin(Value a) { return record(Operation::sin, a, std::sin(a.value())); }
Value tanh(Value a) { return record(Operation::tanh, a, std::tanh(a.value())); }
Value pow(Value a, double exponent) {
  return record(Operation::pow, a, tape_of(a).leaf(exponent), std::pow(a.value(), exponent));
}
Value sqrt(Value a) { return record(Operation::sqrt, a, std::sqrt(a.value())); }
Value relu(Value a) { return record(Operation::relu, a, a.value() > 0 ? a.value() : 0); }

// Counted by hand in dual.cpp and value_backward.cpp.
Cost cost_of(Operation operation) {
  switch (operation) {
    case Operation::leaf:
      return {0, 0, 0};
    case Operation::add:
    case Operation::subtract:
      return {1, 2, 3};
    case Operation::multiply:
      return {1, 4, 5};
    case Operation::divide:
      return {1, 4, 5};
    case Operation::exp:
      return {1, 2, 3};
    case Operation::log:
      return {1, 2, 3};
    case Operation::sin:
      return {1, 3, 4};
    case Operation::tanh:
      return {1, 4, 5};
    case Operation::pow:
      return {1, 5, 6};
    case Operation::sqrt:
      return {1, 3, 4};
    case Operation::relu:
      return {1, 1, 3};
  }
  fail("value", "there is no operation {}", static_cast<int>(operation));
}

}  // namespace p2g
