#include "tokenizer/similarity.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "math/error.h"
#include "tokenizer/files.h"
#include "tokenizer/rank_correlation.h"
#include "tokenizer/word_corpus.h"

namespace p2g {
namespace {

JudgedPair parse_line(std::string_view line, int64_t number) {
  const size_t one = line.find('\t'), two = one == line.npos ? one : line.find('\t', one + 1);
  if (two == line.npos || one == 0 || two == one + 1)
    fail("judged_pairs", "line {} is '{}', wanted two words and a number with tabs between", number, line);
  const std::string_view text = line.substr(two + 1);
  double similarity = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), similarity);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(similarity))
    fail("judged_pairs", "line {} ends in '{}', wanted a number", number, text);
  return {lower_case(line.substr(0, one)), lower_case(line.substr(one + 1, two - one - 1)), similarity};
}

}  // namespace

std::vector<JudgedPair> parse_judged_pairs(std::string_view text) {
  std::vector<JudgedPair> pairs;
  int64_t number = 0;
  for (size_t i = 0; i < text.size();) {
    const size_t end = std::min(text.find('\n', i), text.size());
    std::string_view line = text.substr(i, end - i);
    i = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!line.empty() && line[0] != '#') pairs.push_back(parse_line(line, number));
  }
  if (pairs.empty()) fail("judged_pairs", "there is no pair in {} bytes", text.size());
  return pairs;
}

std::vector<JudgedPair> read_judged_pairs(const std::filesystem::path& path) {
  return parse_judged_pairs(read_text("judged_pairs", path));
}

Agreement agreement(const WordVectors& vectors, const std::vector<JudgedPair>& judged) {
  std::vector<double> ours, theirs;
  for (const JudgedPair& pair : judged) {
    const auto a = vectors.find(pair.a), b = vectors.find(pair.b);
    if (!a || !b) continue;
    ours.push_back(vectors.cosine(*a, *b));
    theirs.push_back(pair.similarity);
  }
  return {static_cast<int64_t>(ours.size()), spearman(ours, theirs)};
}

}  // namespace p2g
