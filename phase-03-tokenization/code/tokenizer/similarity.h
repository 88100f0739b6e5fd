// Pairs of words that people have judged: do vectors put them in the same order?
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tokenizer/word_vectors.h"

namespace p2g {

struct JudgedPair {
  std::string a, b;
  double similarity;
};

// The form of WordSim-353 (Finkelstein et al. 2002): "a<tab>b<tab>number" a line; lines with # are comments.
// Words are put in lower case. Errors name the line.
std::vector<JudgedPair> parse_judged_pairs(std::string_view text);
std::vector<JudgedPair> read_judged_pairs(const std::filesystem::path& path);

struct Agreement {
  int64_t pairs = 0;  // both words have vectors
  double spearman = 0;
};

// Throws if fewer than 2 pairs have vectors.
Agreement agreement(const WordVectors& vectors, const std::vector<JudgedPair>& judged);

}  // namespace p2g
