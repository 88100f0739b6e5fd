// Text to token shards: what a run reads.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tokenizer/tokenizer.h"
#include "training/token_shard.h"

namespace p2g {

struct PrepareOptions {
  std::vector<std::filesystem::path> input;  // read as one text
  std::filesystem::path out;                 // the folder to make
  std::string tokenizer = "char";            // or "byte", or a folder with a tokenizer's files
  int64_t train_bpe = 0;                     // a vocabulary: train a BPE on the training part instead
  double val_fraction = 0.1;                 // the last part of the text, held out
  ShardFormat format = ShardFormat::llm_c;
};

struct Prepared {
  int64_t bytes, train_tokens, val_tokens, vocabulary;
  std::string tokenizer;  // its kind
};

// Writes OUT/train.bin, OUT/val.bin, the tokenizer's files, and meta.json, which says what they came from.
// Throws if the text gives no token to train on, or none to evaluate.
Prepared prepare(const PrepareOptions& options);

}  // namespace p2g
