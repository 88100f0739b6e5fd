#include "transformer/decode.h"

#include <algorithm>

#include "math/error.h"
#include "math/numerics.h"
#include "nn/product.h"
#include "sequence/beam.h"

namespace p2g {
namespace {

void check(std::span<const int32_t> prompt, const DecodeSettings& settings) {
  if (prompt.empty()) fail("decode", "the prompt is empty: wanted one symbol at least");
  if (settings.width < 1) fail("decode", "a beam of {}, wanted 1 or more", settings.width);
}

// Rows of logits to rows of log p, in place.
Array log_probabilities(Array logits) {
  const int64_t V = logits.shape().last();
  for (int64_t row = 0; row < logits.shape().rows(); ++row) {
    Real* x = logits.data() + row * V;
    const auto total = static_cast<Real>(logsumexp(x, V));
    for (int64_t v = 0; v < V; ++v) x[v] -= total;
  }
  return logits;
}

std::vector<int32_t> with(std::span<const int32_t> prompt, const std::vector<int32_t>& ids) {
  std::vector<int32_t> all(prompt.begin(), prompt.end());
  all.insert(all.end(), ids.begin(), ids.end());
  return all;
}

// The beginnings that go on, one symbol longer; those that stop move to `done`.
std::vector<Decoded> extended(const std::vector<Decoded>& open, const Array& next, size_t places,
                              int32_t stop, std::vector<Decoded>& done) {
  std::vector<double> so_far;
  for (const Decoded& text : open) so_far.push_back(text.log_p);
  std::vector<Decoded> longer;
  for (const Extension& e : best_extensions(so_far, next, places)) {
    Decoded text{open[e.from].ids, e.log_p, e.id == stop};
    if (!text.ended) text.ids.push_back(e.id);
    (text.ended ? done : longer).push_back(std::move(text));
  }
  return longer;
}

}  // namespace

NextLogits next_logits(const Gpt& gpt) {
  return [&gpt](const std::vector<std::vector<int32_t>>& beginnings) {
    const NoGrad no_grad;
    const auto N = std::ssize(beginnings), T = std::ssize(beginnings.front());
    std::vector<int32_t> ids;
    for (const auto& one : beginnings) ids.insert(ids.end(), one.begin(), one.end());
    const Array x = gpt.hidden(Ids({N, T}, std::move(ids))).value();
    const int64_t C = x.shape().last();
    Array last = Array::uninitialized({N, C});  // only the last position asks what comes next
    for (int64_t n = 0; n < N; ++n) std::copy_n(x.data() + (n * T + T - 1) * C, C, last.data() + n * C);
    return matmul_nt(Tensor::constant(last), gpt.wte).value();
  };
}

Decoded decode_greedily(const NextLogits& next, std::span<const int32_t> prompt,
                        const DecodeSettings& settings) {
  check(prompt, settings);
  Decoded text;
  while (std::ssize(text.ids) < settings.longest && !text.ended) {
    const Array log_p = log_probabilities(next({with(prompt, text.ids)}));
    const Real* best = std::max_element(log_p.data(), log_p.data() + log_p.size());
    const auto id = static_cast<int32_t>(best - log_p.data());
    text.log_p += static_cast<double>(*best);
    text.ended = id == settings.stop;
    if (!text.ended) text.ids.push_back(id);
  }
  return text;
}

std::vector<Decoded> decode_beam(const NextLogits& next, std::span<const int32_t> prompt,
                                 const DecodeSettings& settings) {
  check(prompt, settings);
  std::vector<Decoded> open{{}}, done;
  for (int64_t step = 0; step < settings.longest && !open.empty(); ++step) {
    std::vector<std::vector<int32_t>> beginnings;
    for (const Decoded& text : open) beginnings.push_back(with(prompt, text.ids));
    const auto places = static_cast<size_t>(settings.width - std::ssize(done));
    open = extended(open, log_probabilities(next(beginnings)), places, settings.stop, done);
  }
  done.insert(done.end(), open.begin(), open.end());
  const auto value = [&](const Decoded& text) {
    return normalised(text.log_p, std::max<int64_t>(1, std::ssize(text.ids) + text.ended), settings.alpha);
  };
  std::stable_sort(done.begin(), done.end(),
                   [&](const Decoded& a, const Decoded& b) { return value(a) > value(b); });
  return done;
}

}  // namespace p2g
