#include "gpt2/sampler.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"

namespace p2g {
namespace {

void check_logits(std::span<const Real> logits) {
  if (logits.empty()) fail("sampler", "no logits to choose from");
  for (size_t i = 0; i < logits.size(); ++i)
    if (std::isnan(logits[i]))
      fail("sampler", "the logit of token {} is not a number: the model is broken", i);
}

// Ids of the k largest logits, largest first; equals in order of their ids.
std::vector<int32_t> largest(std::span<const Real> logits, int64_t k) {
  std::vector<int32_t> ids(logits.size());
  for (size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<int32_t>(i);
  const auto before = [&](int32_t a, int32_t b) {
    const Real left = logits[static_cast<size_t>(a)], right = logits[static_cast<size_t>(b)];
    return left != right ? left > right : a < b;
  };
  const auto count = static_cast<std::ptrdiff_t>(std::min<int64_t>(k, static_cast<int64_t>(ids.size())));
  if (count < static_cast<std::ptrdiff_t>(ids.size()))
    std::nth_element(ids.begin(), ids.begin() + count, ids.end(), before);
  std::sort(ids.begin(), ids.begin() + count, before);
  ids.resize(static_cast<size_t>(count));
  return ids;
}

// Softmax of the chosen logits at a temperature; the first is the largest.
std::vector<Candidate> weighed(std::span<const Real> logits, const std::vector<int32_t>& ids,
                               double temperature) {
  std::vector<Candidate> result;
  double total = 0;
  const double highest = logits[static_cast<size_t>(ids[0])];
  for (const int32_t id : ids) {
    const double logit = logits[static_cast<size_t>(id)];
    const double weight =
        logit == highest ? 1 : std::exp((logit - highest) / temperature);  // also if both are infinite
    result.push_back({id, weight});
    total += weight;
  }
  for (Candidate& candidate : result) candidate.probability /= total;
  return result;
}

void keep_nucleus(std::vector<Candidate>& candidates, double p) {
  double total = 0;
  size_t kept = 0;
  while (kept < candidates.size() && (kept == 0 || total < p)) total += candidates[kept++].probability;
  candidates.resize(kept);
  for (Candidate& candidate : candidates) candidate.probability /= total;
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
  const auto all = static_cast<int64_t>(logits.size());
  std::vector<Candidate> result = weighed(logits, largest(logits, all), 1);
  result.resize(static_cast<size_t>(std::clamp<int64_t>(k, 0, all)));
  return result;
}

std::vector<Candidate> candidates(std::span<const Real> logits, const SamplerSettings& settings) {
  check_settings(settings);
  check_logits(logits);
  const auto all = static_cast<int64_t>(logits.size());
  if (settings.temperature == 0) return {{largest(logits, 1)[0], 1}};
  std::vector<Candidate> result =
      weighed(logits, largest(logits, settings.top_k == 0 ? all : settings.top_k), settings.temperature);
  if (settings.top_p < 1) keep_nucleus(result, settings.top_p);
  return result;
}

int32_t sample(std::span<const Real> logits, const SamplerSettings& settings, Random& random) {
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
