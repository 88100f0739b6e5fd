#include <cmath>
#include <limits>

#include "tokenizer/unigram.h"

namespace p2g {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

double log_add(double a, double b) {
  const double top = std::max(a, b);
  return top == kNever ? kNever : top + std::log1p(std::exp(std::min(a, b) - top));
}

}  // namespace

std::vector<double> forward_sums(const PieceModel& model, std::string_view word) {
  std::vector<double> sums(word.size() + 1, kNever);
  sums[0] = 0;
  for (size_t start = 0; start < word.size(); ++start)
    model.trie.each_prefix(word.substr(start), [&](int32_t id, size_t bytes) {
      double& sum = sums[start + bytes];
      sum = log_add(sum, sums[start] + model.scores[static_cast<size_t>(id)]);
    });
  return sums;
}

double log_likelihood(const PieceModel& model, std::string_view word) {
  return forward_sums(model, word).back();
}

double viterbi_naive(const PieceModel& model, std::string_view word, std::vector<int32_t>& out) {
  if (word.empty()) return 0;
  double best = kNever;
  std::vector<int32_t> best_ids;
  model.trie.each_prefix(word, [&](int32_t id, size_t bytes) {
    std::vector<int32_t> ids{id};
    const double score =
        model.scores[static_cast<size_t>(id)] + viterbi_naive(model, word.substr(bytes), ids);
    if (score > best) best = score, best_ids = std::move(ids);
  });
  out.insert(out.end(), best_ids.begin(), best_ids.end());
  return best;
}

}  // namespace p2g
