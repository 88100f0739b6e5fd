// Do two lists put things in the same order? (Spearman 1904, from memory)
#pragma once

#include <span>
#include <vector>

namespace p2g {

// The place of each value, 1 for the smallest; equal values share the mean of their places. Throws for NaN.
std::vector<double> ranks(std::span<const double> values);

// The correlation of two lists, −1 … 1. Throws unless both have the same length of 2 or more, and neither is
// constant.
double pearson(std::span<const double> x, std::span<const double> y);
double spearman(std::span<const double> x, std::span<const double> y);  // of their ranks

}  // namespace p2g
