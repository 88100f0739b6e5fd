// The online softmax, one score after another, beside the sum that needs all of them at once.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "math/plain_main.h"

namespace {

void run() {
  const std::vector<double> scores{1, 3, 2, 5}, values{10, 20, 30, 40};
  double highest = -std::numeric_limits<double>::infinity(), total = 0, y = 0;
  fmt::print("score value   highest  shrink  weight   total       y   y/total\n");
  for (size_t j = 0; j < scores.size(); ++j) {
    const double peak = std::max(highest, scores[j]);
    const double shrink = std::exp(highest - peak), weight = std::exp(scores[j] - peak);
    total = total * shrink + weight;
    y = y * shrink + weight * values[j];
    highest = peak;
    fmt::print("{:5} {:5} {:9} {:7.4f} {:7.4f} {:7.4f} {:7.4f}   {:7.4f}\n", scores[j], values[j], highest,
               shrink, weight, total, y, y / total);
  }
  double all = 0, weighed = 0;
  for (size_t j = 0; j < scores.size(); ++j) {
    all += std::exp(scores[j]);
    weighed += std::exp(scores[j]) * values[j];
  }
  fmt::print("with all scores at hand: {:.4f}\n", weighed / all);
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "online_softmax",
                         "joins four scores, one at a time, and prints each step", run);
}
