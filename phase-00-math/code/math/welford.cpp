#include "math/welford.h"

namespace p2g {

// How far x lies from the mean before it, times how far from the mean with it, is what Σ (x − mean)² grows
// by.
void Welford::add(double x) {
  ++count_;
  const double before = x - mean_;
  mean_ += before / static_cast<double>(count_);
  squares_ += before * (x - mean_);
}

void Welford::merge(const Welford& other) {
  if (other.count_ == 0) return;
  const double here = static_cast<double>(count_), there = static_cast<double>(other.count_);
  const double apart = other.mean_ - mean_;
  mean_ += apart * there / (here + there);
  squares_ += other.squares_ + apart * apart * here * there / (here + there);
  count_ += other.count_;
}

}  // namespace p2g
