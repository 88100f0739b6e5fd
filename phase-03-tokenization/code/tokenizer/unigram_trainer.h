// Training Unigram: begin with too many pieces, make the text as likely as they can (expectation and
// maximization), drop the pieces that are missed least, and again (Kudo 2018).
#pragma once

#include "tokenizer/unigram.h"
#include "tokenizer/word_counts.h"

namespace p2g {

struct UnigramSettings {
  int64_t vocabulary;         // with the 256 bytes; fewer if the text has fewer pieces that come twice
  int64_t seeds = 0;          // pieces to begin with; 0 for eight times the vocabulary
  int passes = 2;             // of expectation and maximization before each pruning
  double kept = 0.75;         // by each pruning
  size_t longest_piece = 16;  // bytes
};

// On all cores, the same on any number of them.
Unigram train_unigram(std::string_view text, const UnigramSettings& settings);

// One pass: how often each piece is expected in the words gives its new probability. A single byte that is
// not expected keeps a small one. Returns the log likelihood of the words before; no pass makes it smaller.
double expectation_maximization(PieceModel& model, std::span<const WordCount> words,
                                std::span<const std::string> pieces, std::vector<double>& expected);

}  // namespace p2g
