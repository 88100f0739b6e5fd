// The same four scores at five temperatures.
#include "sequence/temperature.h"

#include <fmt/core.h>

#include "math/plain_main.h"

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "temperature", "one row of scores at five temperatures", [] {
    const std::vector<p2g::Real> scores{3, 2, 1, -1};
    fmt::print("temperature      e      a      i      q\n");
    for (const double temperature : {0.0, 0.5, 1.0, 2.0, 10.0}) {
      fmt::print("{:<11}", temperature);
      for (const double p : p2g::at_temperature(scores, temperature)) fmt::print("{:>7.3f}", p);
      fmt::print("\n");
    }
  });
}
