// One pass, one slope: f(x) = x·sin x at x = 2, by a dual number and by the definition.
#include <cmath>

#include "math/dual.h"
#include "math/plain_main.h"

template <typename T>
T f(T x) {
  using std::sin;
  return x * sin(x);
}

void run() {
  const p2g::Dual x(2, 1), y = f(x);
  fmt::print("f(2)  = {:.12f}\n", y.value);
  fmt::print("f'(2) = {:.12f}  by a dual number\n", y.slope);
  fmt::print("        {:.12f}  by hand: sin 2 + 2 cos 2\n", std::sin(2) + 2 * std::cos(2));
  for (const double h : {1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11})
    fmt::print("        {:.12f}  by (f(2 + h) - f(2 - h))/2h with h = {}\n", (f(2 + h) - f(2 - h)) / (2 * h),
               h);
}

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "math_dual_numbers", "Shows a derivative found by dual numbers.", run);
}
