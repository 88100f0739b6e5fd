// Back-propagation through time, line by line: one unit, three steps, an error at the end.
#include <cstdio>

#include "math/plain_main.h"
#include "sequence/bptt.h"

namespace p2g {

void three_steps() {
  const OneUnit unit{0.5, 0.8, 0.1};
  const std::vector<double> x{1, 0, 0}, h = run(unit, x), target{kNoTarget, kNoTarget, 1};
  std::printf("step      x        h  1 - h^2    delta   for w    for u    for b\n");
  double from_later = h[2] - 1;
  for (size_t t = 3; t-- > 0;) {
    const double slope = 1 - h[t] * h[t], delta = from_later * slope, before = t > 0 ? h[t - 1] : 0;
    std::printf("%4zu %6.0f %8.4f %8.4f %8.4f %7.4f %8.4f %8.4f\n", t + 1, x[t], h[t], slope, delta,
                delta * x[t] + 0.0, delta * before + 0.0, delta);
    from_later = unit.u * delta;
  }
  const OneUnit sum = through_time(unit, x, target);
  std::printf(" sum %41.4f %8.4f %8.4f\n", sum.w, sum.u, sum.b);
}

}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "three-steps", "sends an error back through three steps",
                         p2g::three_steps);
}
