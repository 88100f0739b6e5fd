// Scalars that remember how they were made: differentiation in reverse mode (Linnainmaa 1970, Speelpenning
// 1980).
//
// Every operation writes one line on a tape: what was done, to which earlier lines, and the value. backward()
// reads the tape from the end to the beginning, so one pass gives the derivative of one output with respect
// to every input. The tape is a plain list: no recursion, however long the chain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace p2g {

enum class Operation : uint8_t {
  leaf,
  add,
  subtract,
  multiply,
  divide,
  exp,
  log,
  sin,
  tanh,
  pow,
  sqrt,
  relu
};
inline constexpr size_t kOperations = 12;

// One line of the tape. a and b are the lines of the operands; b is the exponent of pow, which is a leaf.
struct TapeLine {
  Operation operation = Operation::leaf;
  size_t a = 0, b = 0;
  double value = 0;
  double gradient = 0;  // ∂output/∂value, once backward has passed
};

class Tape;

// A line of a tape, by its number. Good until the tape is cleared.
struct Value {
  Tape* tape = nullptr;
  size_t line = 0;

  double value() const;
  double gradient() const;
};

class Tape {
 public:
  Tape() = default;
  Tape(const Tape&) = delete;  // its values point to it
  Tape& operator=(const Tape&) = delete;

  Value leaf(double value);  // an input, or a constant
  Value record(Operation operation, size_t a, size_t b, double value);
  void backward(Value output);  // sets every gradient; those of an earlier pass are forgotten
  void clear() { lines_.clear(); }

  const TapeLine& operator[](size_t line) const { return lines_[line]; }
  size_t size() const { return lines_.size(); }
  int64_t count(Operation operation) const;  // how often it was done

 private:
  std::vector<TapeLine> lines_;
};

// Throws where two values are of different tapes.
Value operator+(Value a, Value b);
Value operator-(Value a, Value b);
Value operator*(Value a, Value b);
Value operator/(Value a, Value b);
Value operator+(Value a, double b);
Value operator-(Value a, double b);
Value operator*(Value a, double b);
Value operator/(Value a, double b);
Value operator+(double a, Value b);
Value operator-(double a, Value b);
Value operator*(double a, Value b);
Value operator/(double a, Value b);
Value operator-(Value a);

Value exp(Value a);
Value log(Value a);
Value sin(Value a);
Value tanh(Value a);
Value pow(Value a, double exponent);
Value sqrt(Value a);
Value relu(Value a);

// What an operation costs, in additions, multiplications, divisions and calls, one each: alone, as a Dual
// (its value and its slope), and on a tape (its value and its backward rule).
struct Cost {
  int plain, dual, reverse;
};
Cost cost_of(Operation operation);

}  // namespace p2g
