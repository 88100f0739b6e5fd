// Where numbers in a machine are not the numbers of mathematics.
#include <cmath>
#include <limits>

#include "math/plain_main.h"
#include "math/random.h"

namespace {

void tenths() {
  fmt::print("0.1 + 0.2 == 0.3 is {}: {:.20f}\n", 0.1 + 0.2 == 0.3, 0.1 + 0.2);
  fmt::print("                          and 0.3 is {:.20f}\n", 0.3);
}

// A float has 24 binary digits: 16777216 = 2^24 is the last whole number before it skips some.
void absorption() {
  const float big = 16777216.0f;
  fmt::print("16777216 + 1 in float: {:.0f}\n", big + 1.0f);
  float count = 0;
  for (int i = 0; i < 20000000; ++i) count += 1;
  fmt::print("counting to 20000000 by ones in float: {:.0f}\n", count);
}

// (1 − cos x)/x² goes to ½; the subtraction of two near numbers leaves only their errors.
void cancellation() {
  for (const double x : {1e-2, 1e-5, 1e-7, 1e-9}) {
    const double half = std::sin(x / 2) / (x / 2);
    fmt::print("x = {:<6g} (1 - cos x)/x² = {:<18.15g} 2 sin²(x/2)/x² = {:.15g}\n", x,
               (1 - std::cos(x)) / (x * x), half * half / 2);
  }
}

// The same million numbers of one sign, in three orders.
void order_of_a_sum() {
  p2g::Random random(1);
  const p2g::Array x = p2g::random_uniform({1 << 20}, 0, 1, random);
  float forward = 0, lanes[16] = {}, in_lanes = 0;
  double truth = 0;
  for (int64_t i = 0; i < x.size(); ++i) {
    forward += static_cast<float>(x[i]);
    lanes[i % 16] += static_cast<float>(x[i]);
    truth += static_cast<double>(x[i]);
  }
  for (const float lane : lanes) in_lanes += lane;
  fmt::print("a million numbers added in double    {:.3f}\n", truth);
  fmt::print("in float, one after the other        {:.3f}\n", forward);
  fmt::print("in float, 16 partial sums, then one  {:.3f}\n", in_lanes);
}

void run() {
  tenths();
  absorption();
  cancellation();
  order_of_a_sum();
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "math_floating_point", "Shows four traps of floating point.", run);
}
