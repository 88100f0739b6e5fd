// The sixteen functions of two inputs, each with a unit that is it, or the patterns that forbid one.
#include "math/plain_main.h"
#include "nn/threshold.h"

namespace {

// A unit of integer weights and threshold that answers as f does, if there is one.
std::string unit_of(p2g::Truth f) {
  for (int threshold = -1; threshold <= 2; ++threshold)
    for (int w1 = -1; w1 <= 1; ++w1)
      for (int w2 = -1; w2 <= 1; ++w2)
        if (p2g::table_of(2, {double(w1), double(w2)}, threshold) == f)
          return fmt::format("{:2}·x1 {:+}·x2 >= {}", w1, w2, threshold);
  return p2g::sums_clash(f, 2) ? "no unit: 00 + 11 = 01 + 10" : "not found";
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "boolean_units", "lists what one unit of two inputs can be", [] {
    fmt::print("00 10 01 11\n");
    for (p2g::Truth f = 0; f < 16; ++f)
      fmt::print(" {}  {}  {}  {}   {}\n", f & 1, f >> 1 & 1, f >> 2 & 1, f >> 3 & 1, unit_of(f));
  });
}
