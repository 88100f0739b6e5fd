#include "tokenizer/unigram_trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "math/error.h"
#include "math/threads.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

constexpr size_t kParts = 16;     // of the words, counted apart; a number of its own, whatever the threads
constexpr double kUnseen = 1e-3;  // what a single byte counts that is never expected
constexpr double kNever = -std::numeric_limits<double>::infinity();

size_t index(int32_t id) { return static_cast<size_t>(id); }

double log_add(double a, double b) {
  const double top = std::max(a, b);
  return top == kNever ? kNever : top + std::log1p(std::exp(std::min(a, b) - top));
}

// Adds the share of the word's cuts that each piece has part in; returns the word's log likelihood.
double expect(const PieceModel& model, const WordCount& word, std::vector<double>& expected) {
  const std::string_view text = word.word;
  const std::vector<double> before = forward_sums(model, text);
  std::vector<double> after(text.size() + 1, kNever);
  after[text.size()] = 0;
  const double all = before.back(), count = static_cast<double>(word.count);
  for (size_t start = text.size(); start-- > 0;)
    model.trie.each_prefix(text.substr(start), [&](int32_t id, size_t bytes) {
      const double rest = model.scores[index(id)] + after[start + bytes];
      after[start] = log_add(after[start], rest);
      expected[index(id)] += count * std::exp(before[start] + rest - all);
    });
  return count * all;
}

// Strings of whole characters that come twice or more, those that cover most bytes first.
std::vector<std::string> seed_pieces(std::span<const WordCount> words, int64_t most, size_t longest) {
  std::unordered_map<std::string_view, int64_t> counts;
  for (const WordCount& word : words) {
    std::vector<size_t> cuts;
    for (size_t i = 0; i < word.word.size(); i += code_point_at(word.word, i).bytes) cuts.push_back(i);
    cuts.push_back(word.word.size());
    for (size_t a = 0; a + 1 < cuts.size(); ++a)
      for (size_t b = a + 1; b < cuts.size() && cuts[b] - cuts[a] <= longest; ++b)
        if (cuts[b] - cuts[a] > 1) counts[word.word.substr(cuts[a], cuts[b] - cuts[a])] += word.count;
  }
  std::vector<std::pair<int64_t, std::string_view>> order;
  for (const auto& [piece, count] : counts)
    if (count > 1) order.emplace_back(-count * static_cast<int64_t>(piece.size()), piece);
  std::sort(order.begin(), order.end());
  std::vector<std::string> pieces;
  for (int byte = 0; byte < 256; ++byte) pieces.emplace_back(1, static_cast<char>(byte));
  for (const auto& [score, piece] : order) {
    if (static_cast<int64_t>(pieces.size()) >= most) break;
    pieces.emplace_back(piece);
  }
  return pieces;
}

// How much log likelihood is lost if a piece's part falls to the best cut of the piece without it.
double loss_without(PieceModel& model, size_t id, std::string_view piece, double expected) {
  const double own = model.scores[id];
  model.scores[id] = -1e100;  // never the best
  std::vector<int32_t> ids;
  const double others = viterbi(model, piece, ids);
  model.scores[id] = own;
  return expected * (own - others);
}

// Keeps all bytes, and of the longer pieces those whose loss would be largest.
void prune(PieceModel& model, std::vector<std::string>& pieces, const std::vector<double>& expected,
           size_t kept) {
  std::vector<std::pair<double, size_t>> losses;
  for (size_t id = 256; id < pieces.size(); ++id)
    losses.emplace_back(-loss_without(model, id, pieces[id], expected[id]), id);
  std::sort(losses.begin(), losses.end());
  losses.resize(std::min(losses.size(), kept - 256));
  std::sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<std::string> left(pieces.begin(), pieces.begin() + 256);
  std::vector<double> scores(model.scores.begin(), model.scores.begin() + 256);
  for (const auto& [loss, id] : losses) left.push_back(pieces[id]), scores.push_back(model.scores[id]);
  pieces = std::move(left);
  model = PieceModel(pieces);
  model.scores = std::move(scores);
}

}  // namespace

double expectation_maximization(PieceModel& model, std::span<const WordCount> words,
                                std::span<const std::string> pieces, std::vector<double>& expected) {
  std::vector<std::vector<double>> parts(kParts);
  std::vector<double> likelihoods(kParts);
  parallel_for(kParts, 1, [&](int64_t first, int64_t last) {
    for (auto part = static_cast<size_t>(first); part < static_cast<size_t>(last); ++part) {
      parts[part].assign(pieces.size(), 0);
      for (size_t i = part; i < words.size(); i += kParts)
        likelihoods[part] += expect(model, words[i], parts[part]);
    }
  });
  expected.assign(pieces.size(), 0);
  double likelihood = 0, all = 0;
  for (size_t part = 0; part < kParts; ++part) {
    likelihood += likelihoods[part];
    for (size_t id = 0; id < pieces.size(); ++id) expected[id] += parts[part][id];
  }
  for (const double count : expected) all += count;
  for (size_t id = 0; id < pieces.size(); ++id)
    model.scores[id] = std::log(std::max(expected[id], pieces[id].size() == 1 ? kUnseen : 1e-300) / all);
  return likelihood;
}

Unigram train_unigram(std::string_view text, const UnigramSettings& settings) {
  if (settings.vocabulary < 256)
    fail("unigram", "a vocabulary of {} is too small: the bytes alone are 256", settings.vocabulary);
  const std::vector<WordCount> words = count_words(text);
  const int64_t seeds = settings.seeds > 0 ? settings.seeds : 8 * settings.vocabulary;
  std::vector<std::string> pieces =
      seed_pieces(words, std::max(seeds, settings.vocabulary), settings.longest_piece);
  PieceModel model(pieces);
  std::fill(model.scores.begin(), model.scores.end(), -std::log(static_cast<double>(pieces.size())));
  std::vector<double> expected(pieces.size());
  const auto wanted = static_cast<size_t>(settings.vocabulary);
  for (;;) {
    if (!words.empty())
      for (int pass = 0; pass < settings.passes; ++pass)
        expectation_maximization(model, words, pieces, expected);
    if (pieces.size() <= wanted) break;
    prune(model, pieces, expected,
          std::max(wanted, static_cast<size_t>(settings.kept * static_cast<double>(pieces.size()))));
  }
  return Unigram(std::move(pieces), std::move(model.scores));
}

}  // namespace p2g
