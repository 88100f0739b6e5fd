// Mean and variance of numbers that come one at a time, without keeping them (Welford 1962).
//
// Σx² − (Σx)²/n subtracts two large numbers that are nearly equal; this does not.
#pragma once

#include <cstdint>

namespace p2g {

class Welford {
 public:
  void add(double x);
  void merge(const Welford& other);  // as if its numbers had been added here

  int64_t count() const { return count_; }
  double mean() const { return mean_; }
  double variance() const {
    return count_ < 2 ? 0 : squares_ / static_cast<double>(count_ - 1);
  }  // of a sample
  double variance_of_all() const { return count_ < 1 ? 0 : squares_ / static_cast<double>(count_); }

 private:
  int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // Σ (x − mean)²
};

}  // namespace p2g
