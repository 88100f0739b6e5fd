// Training WordPiece: merge the pair whose merge makes the text most likely (Schuster and Nakajima 2012).
//
// The text's likelihood is that of its symbols drawn one by one: Σ over symbols of n·log(n/N), N = Σ n. BPE
// asks how often a pair comes; this asks how much more often than its parts would meet by chance.
#pragma once

#include "tokenizer/pairs.h"
#include "tokenizer/wordpiece.h"

namespace p2g {

// By how many nats merging the pair raises the likelihood: `pair` times side by side, `left` and `right`
// times anywhere, `all` symbols. `same`: both are one symbol.
double merge_gain(int64_t pair, int64_t left, int64_t right, int64_t all, bool same);

// Until the vocabulary, [UNK] and all single characters among it, has this size, or no pair that comes twice
// gains anything. Ties go to the smaller ids.
WordPiece train_wordpiece(std::string_view text, int64_t vocabulary);

// The same, counting everything again for every merge.
WordPiece train_wordpiece_naive(std::string_view text, int64_t vocabulary);

}  // namespace p2g
