#include <cmath>

#include "math/error.h"
#include "math/value.h"

namespace p2g {
namespace {

// The rule of one line y = f(a, b): what its gradient g = ∂output/∂y adds to those of a and b.
void add_to_operands(const TapeLine& y, TapeLine& a, TapeLine& b) {
  const double g = y.gradient;
  switch (y.operation) {
    case Operation::leaf:
      break;
    case Operation::add:
      a.gradient += g;
      b.gradient += g;
      break;
    case Operation::subtract:
      a.gradient += g;
      b.gradient -= g;
      break;
    case Operation::multiply:
      a.gradient += b.value * g;
      b.gradient += a.value * g;
      break;
    case Operation::divide: {
      const double share = g / b.value;
      a.gradient += share;
      b.gradient -= y.value * share;
      break;
    }
    case Operation::exp:
      a.gradient += y.value * g;
      break;
    case Operation::log:
      a.gradient += g / a.value;
      break;
    case Operation::sin:
      a.gradient += std::cos(a.value) * g;
      break;
    case Operation::tanh:
      a.gradient += (1 - y.value * y.value) * g;
      break;
    case Operation::pow:
      a.gradient += b.value * std::pow(a.value, b.value - 1) * g;
      break;
    case Operation::sqrt:
      a.gradient += g / (2 * y.value);
      break;
    case Operation::relu:
      if (a.value > 0) a.gradient += g;
      break;
  }
}

}  // namespace

void Tape::backward(Value output) {
  if (output.tape != this || output.line >= lines_.size())
    fail("backward", "line {} is not on this tape of {} lines", output.line, lines_.size());
  for (TapeLine& line : lines_) line.gradient = 0;
  lines_[output.line].gradient = 1;
  // What stands later on the tape never goes into what stands earlier, so a line is complete when it is
  // reached.
  for (size_t i = output.line + 1; i-- > 0;)
    add_to_operands(lines_[i], lines_[lines_[i].a], lines_[lines_[i].b]);
}

}  // namespace p2g
