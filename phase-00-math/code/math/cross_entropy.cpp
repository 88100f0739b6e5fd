#include <cmath>
#include <numbers>

#include "math/entropy.h"
#include "math/error.h"

namespace p2g {

void check_distribution(std::string_view who, std::string_view name, std::span<const double> p) {
  double total = 0;
  for (size_t i = 0; i < p.size(); ++i) {
    if (!(p[i] >= 0)) fail(who, "{}[{}] is {}, wanted a probability", name, i, p[i]);
    total += p[i];
  }
  if (!(std::abs(total - 1) <= 1e-6))
    fail(who, "the {} numbers of {} sum to {}, wanted 1", p.size(), name, total);
}

double cross_entropy(std::span<const double> p, std::span<const double> q) {
  if (p.size() != q.size())
    fail("cross_entropy", "p has {} numbers and q {}: wanted as many", p.size(), q.size());
  check_distribution("cross_entropy", "p", p);
  check_distribution("cross_entropy", "q", q);
  double total = 0;
  for (size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0) total -= p[i] * std::log(q[i]);
  return total;
}

double kl_divergence(std::span<const double> p, std::span<const double> q) {
  return cross_entropy(p, q) - entropy(p);
}

double perplexity(double nats) { return std::exp(nats); }
double in_bits(double nats) { return nats / std::numbers::ln2; }

}  // namespace p2g
