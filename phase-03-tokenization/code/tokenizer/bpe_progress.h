// What both BPE trainers keep: the vocabulary so far, and when it is full.
#pragma once

#include <set>

#include "tokenizer/bpe_trainer.h"
#include "tokenizer/pairs.h"

namespace p2g {

class BpeProgress {
 public:
  BpeProgress(std::string_view text, int64_t vocabulary);

  std::vector<SymbolWord> words() const;  // as ids of bytes
  bool full() const { return static_cast<int64_t>(training_.merges.size()) == wanted_; }
  // Two different pairs may spell the same bytes ("a"+"bc", "ab"+"c"): the second needs no new token.
  bool spelled_already(IdPair pair) const { return spelled_.count(spelling(pair)) != 0; }
  int32_t add(IdPair pair, int64_t count);  // the new id
  BpeTraining finish() &&;

 private:
  std::string spelling(IdPair pair) const;

  std::string_view text_;
  int64_t wanted_;
  BpeTraining training_;
  std::set<std::string> spelled_;
};

}  // namespace p2g
