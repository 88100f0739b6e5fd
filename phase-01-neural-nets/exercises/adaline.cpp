#include "nn/adaline.h"

#include "exercises/not_written.h"

namespace p2g {

// One example of Widrow and Hoff's rule. sum(x) is w·x. The error is target − sum(x);
// every weight moves by rate · error · its input. Return the error, as it was before the step.
double Adaline::learn(const Numbers& /*x*/, double /*target*/, double /*rate*/) {
  not_written("Adaline::learn");
}

}  // namespace p2g
