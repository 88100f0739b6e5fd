#include <cmath>

#include "exercises/not_written.h"
#include "math/error.h"
#include "math/value.h"

namespace p2g {

// Sets lines_[i].gradient of every line to ∂output/∂(line i).
// A line holds its operation, the numbers a and b of the lines that went in, its value and its gradient. With
// one operand, b is a, but for pow, where it is the exponent. Operation::leaf has no rule. output.line is
// where the walk starts.
void Tape::backward(Value output) {
  if (output.tape != this || output.line >= lines_.size())
    fail("backward", "line {} is not on this tape of {} lines", output.line, lines_.size());
  not_written("Tape::backward");
}

}  // namespace p2g
