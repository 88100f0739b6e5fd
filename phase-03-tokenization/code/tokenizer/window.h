// From text to tasks: which words are neighbours, and who predicts whom.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tokenizer/alias_table.h"
#include "tokenizer/subsampling.h"
#include "tokenizer/word_tables.h"

namespace p2g {

// A word of the text and how many neighbours it sees on each side.
struct Centre {
  int64_t place;
  int32_t left, right;
};

// Each word's window is drawn from 1 … `widest` for itself (number `place` of the stream), so near neighbours
// count more; it ends where the passage does. Words without neighbours have no part in it.
std::vector<Centre> draw_windows(const Sampled& text, int64_t widest, uint64_t stream);

// Where negatives come from: number i of the whole training is number i of the stream.
struct Noise {
  const AliasTable& table;
  int64_t negatives;  // for each true word
  uint64_t stream;
};

// The word predicts each of its neighbours (skip-gram), or the mean of the neighbours predicts the word
// (CBOW). `drawn` counts the negatives of the training so far, and is moved on.
void skipgram_batch(std::span<const int32_t> text, std::span<const Centre> centres, const Noise& noise,
                    uint64_t& drawn, WordTasks& batch);
void cbow_batch(std::span<const int32_t> text, std::span<const Centre> centres, const Noise& noise,
                uint64_t& drawn, WordTasks& batch);

}  // namespace p2g
