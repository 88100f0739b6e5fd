#include "gpt2/sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "math/error.h"
#include "math/numerics.h"

namespace p2g {
namespace {

constexpr size_t kFirstLook =
    256;  // ranks that are sorted at first; then eight times as many, again and again

void check_logits(std::span<const Real> logits) {
  if (logits.empty()) fail("sampler", "no logits to choose from");
  for (size_t i = 0; i < logits.size(); ++i)
    if (std::isnan(logits[i]))
      fail("sampler", "the logit of token {} is not a number: the model is broken", i);
}

// The first of the largest.
size_t greedy(std::span<const Real> logits) {
  return static_cast<size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

// Ids by their logits, largest first, equals in order of their ids: sorted only as far as is asked for.
class Ranking {
 public:
  explicit Ranking(std::span<const Real> logits) : logits_(logits), ids_(logits.size()) {
    std::iota(ids_.begin(), ids_.end(), 0);
  }

  int32_t operator[](size_t rank) {
    while (rank >= sorted_) sort_until(std::max(kFirstLook, 8 * sorted_));
    return ids_[rank];
  }

  void sort_until(size_t rank) {
    rank = std::min(rank, ids_.size());
    if (rank <= sorted_) return;
    const auto before = [this](int32_t a, int32_t b) {
      const Real left = logits_[static_cast<size_t>(a)], right = logits_[static_cast<size_t>(b)];
      return left != right ? left > right : a < b;
    };
    const auto at = [this](size_t i) { return ids_.begin() + static_cast<std::ptrdiff_t>(i); };
    if (rank < ids_.size()) std::nth_element(at(sorted_), at(rank), ids_.end(), before);
    std::sort(at(sorted_), at(rank), before);
    sorted_ = rank;
  }

 private:
  std::span<const Real> logits_;
  std::vector<int32_t> ids_;
  size_t sorted_ = 0;
};

// e^((logit − highest) / temperature): 1 for the most likely, also where it is infinite.
Real weight(Real logit, Real highest, Real temperature) {
  return logit == highest ? Real(1) : fast_exp((logit - highest) / temperature);
}

double total_weight(std::span<const Real> logits, Real highest, Real temperature) {
  double total = 0;
  for (const Real logit : logits) total += static_cast<double>(weight(logit, highest, temperature));
  return total;
}

// All tokens may come: nothing has to be sorted.
int32_t draw_from_all(std::span<const Real> logits, Real temperature, Random& random) {
  const size_t best = greedy(logits);
  if (std::isinf(logits[best])) return static_cast<int32_t>(best);
  std::vector<Real> p(logits.size());  // at most 0, so that a small temperature cannot overflow
  std::transform(logits.begin(), logits.end(), p.begin(), [&](Real logit) {
    return logit == logits[best] ? 0 : (logit - logits[best]) / temperature;
  });
  softmax_row(p.data(), p.data(), static_cast<int64_t>(p.size()));
  double rest = random.uniform();
  for (size_t i = 0; i < p.size(); ++i) {
    rest -= static_cast<double>(p[i]);
    if (rest < 0) return static_cast<int32_t>(i);
  }
  return static_cast<int32_t>(best);
}

}  // namespace

void check_settings(const SamplerSettings& s) {
  if (!(s.temperature >= 0) || std::isinf(s.temperature))
    fail("sampler", "the temperature is {}, wanted 0 (greedy) or more", s.temperature);
  if (s.top_k < 0) fail("sampler", "top-k is {}, wanted 0 (all) or more", s.top_k);
  if (!(s.top_p > 0 && s.top_p <= 1))
    fail("sampler", "top-p is {}, wanted more than 0 and at most 1", s.top_p);
}

std::vector<Candidate> most_likely(std::span<const Real> logits, int64_t k) {
  check_logits(logits);
  const Real highest = logits[greedy(logits)];
  const double total = total_weight(logits, highest, 1);
  Ranking ranking(logits);
  ranking.sort_until(static_cast<size_t>(std::max<int64_t>(k, 0)));
  std::vector<Candidate> result;
  for (size_t rank = 0; rank < logits.size() && static_cast<int64_t>(rank) < k; ++rank) {
    const int32_t id = ranking[rank];
    result.push_back({id, static_cast<double>(weight(logits[static_cast<size_t>(id)], highest, 1)) / total});
  }
  return result;
}

std::vector<Candidate> candidates(std::span<const Real> logits, const SamplerSettings& settings) {
  check_settings(settings);
  check_logits(logits);
  const size_t best = greedy(logits), all = logits.size();
  if (settings.temperature == 0) return {{static_cast<int32_t>(best), 1}};
  const auto temperature = static_cast<Real>(settings.temperature);
  const size_t k = settings.top_k == 0 ? all : std::min(all, static_cast<size_t>(settings.top_k));
  Ranking ranking(logits);
  const auto weight_of = [&](int32_t id) {
    return static_cast<double>(weight(logits[static_cast<size_t>(id)], logits[best], temperature));
  };
  double total = 0;  // of the k most likely
  if (k == all) {
    total = total_weight(logits, logits[best], temperature);
  } else {
    ranking.sort_until(k);
    for (size_t rank = 0; rank < k; ++rank) total += weight_of(ranking[rank]);
  }
  std::vector<Candidate> result;
  double kept = 0;
  while (result.size() < k && (result.empty() || settings.top_p == 1 || kept < settings.top_p * total)) {
    const int32_t id = ranking[result.size()];
    result.push_back({id, weight_of(id)});
    kept += result.back().probability;
  }
  for (Candidate& candidate : result) candidate.probability /= kept;
  return result;
}

int32_t sample(std::span<const Real> logits, const SamplerSettings& settings, Random& random) {
  if (settings.temperature > 0 && settings.top_k == 0 && settings.top_p == 1) {
    check_settings(settings);
    check_logits(logits);
    return draw_from_all(logits, static_cast<Real>(settings.temperature), random);
  }
  const std::vector<Candidate> choices = candidates(logits, settings);
  if (choices.size() == 1) return choices[0].id;
  double rest = random.uniform();
  for (const Candidate& choice : choices) {
    rest -= choice.probability;
    if (rest < 0) return choice.id;
  }
  return choices.back().id;
}

}  // namespace p2g
