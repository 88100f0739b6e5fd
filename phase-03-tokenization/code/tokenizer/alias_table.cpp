#include "tokenizer/alias_table.h"

#include <cmath>

#include "math/error.h"

namespace p2g {

namespace {

double checked_total(std::span<const double> weights) {
  double total = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] >= 0) || !std::isfinite(weights[i]))
      fail("alias_table", "weight {} is {}, wanted a finite number of 0 or more", i, weights[i]);
    total += weights[i];
  }
  if (!(total > 0) || !std::isfinite(total))
    fail("alias_table", "the {} weights sum to {}: wanted at least one above 0", weights.size(), total);
  return total;
}

}  // namespace

AliasTable::AliasTable(std::span<const double> weights) {
  const double total = checked_total(weights);
  const auto n = static_cast<double>(weights.size());
  std::vector<double> height;
  std::vector<size_t> low, high;  // columns with room, and with too much
  for (size_t i = 0; i < weights.size(); ++i) {
    height.push_back(weights[i] / total * n);
    columns_.push_back({0xffffffffu, static_cast<int32_t>(i)});
    (height[i] < 1 ? low : high).push_back(i);
  }
  while (!low.empty() && !high.empty()) {
    const size_t small = low.back(), large = high.back();
    low.pop_back();
    columns_[small] = {static_cast<uint32_t>(height[small] * 0x1p32), static_cast<int32_t>(large)};
    height[large] -= 1 - height[small];  // fills the column of `small`
    if (height[large] < 1) {
      high.pop_back();
      low.push_back(large);
    }
  }
}

std::vector<double> AliasTable::probabilities() const {
  std::vector<double> p(columns_.size());
  for (size_t i = 0; i < columns_.size(); ++i) {
    const double own = columns_[i].own * 0x1p-32;
    p[i] += own;
    p[static_cast<size_t>(columns_[i].alias)] += 1 - own;
  }
  for (double& share : p) share /= static_cast<double>(columns_.size());
  return p;
}

std::vector<double> noise_weights(std::span<const int64_t> counts, double power) {
  std::vector<double> weights;
  for (const int64_t count : counts) weights.push_back(std::pow(static_cast<double>(count), power));
  return weights;
}

}  // namespace p2g
