// One row through layer normalisation, and the row five times as loud.
#include <fmt/core.h>

#include <string>
#include <vector>

#include "math/plain_main.h"
#include "transformer/layer_norm.h"

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "layer_norm_by_hand", "normalises one row of four numbers", [] {
    const std::vector<p2g::Real> weight(4, 1), bias(4, 0);
    for (const auto& x :
         std::vector<std::vector<p2g::Real>>{{1, 3, 3, 9}, {5, 15, 15, 45}, {101, 103, 103, 109}}) {
      std::vector<p2g::Real> y(4);
      p2g::layer_norm_row(x.data(), weight.data(), bias.data(), 1e-5, y.data(), 4);
      for (const p2g::Real v : x) fmt::print("{:5.0f}", v);
      fmt::print("  ->");
      for (const p2g::Real v : y) fmt::print("{:8.4f}", v);
      fmt::print("\n");
    }
  });
}
