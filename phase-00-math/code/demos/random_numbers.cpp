// From 64 bits to a bell curve, and the same again from the same seed.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "math/plain_main.h"
#include "math/random.h"
#include "math/welford.h"

namespace {

std::string bar(int length) { return length > 0 ? fmt::format(" {:#<{}}", "", length) : ""; }

void run() {
  p2g::Random random(42), same(42), other(43);
  for (auto& [name, drawn] : {std::pair{"42", &random}, {"42 again", &same}, {"43", &other}}) {
    fmt::print("seed {:<9}", name);
    for (int i = 0; i < 3; ++i) fmt::print(" {:.6f}", drawn->uniform());
    fmt::print("\n");
  }
  fmt::print("\n");

  std::vector<int> bins(15);
  p2g::Welford welford;
  for (int i = 0; i < 100000; ++i) {
    const double x = random.normal();
    welford.add(x);
    const auto bin = std::lround(2 * x) + 7;  // half a unit wide
    if (bin >= 0 && bin < 15) ++bins[static_cast<size_t>(bin)];
  }
  for (size_t bin = 0; bin < bins.size(); ++bin)
    fmt::print("{:5.1f} {:6}{}\n", static_cast<double>(bin) / 2 - 3.5, bins[bin], bar(bins[bin] / 400));
  fmt::print("\n100000 normal numbers: mean {:.4f}, variance {:.4f}\n", welford.mean(), welford.variance());
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "math_random_numbers",
                         "Shows random numbers that anyone can draw again.", run);
}
