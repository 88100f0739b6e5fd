// A recurrent translator that looks back at its source at every word (Bahdanau, Cho and Bengio 2014; Luong,
// Pham and Manning 2015). Without a score it is phase 2's Seq2Seq, number for number.
#pragma once

#include <span>
#include <vector>

#include "attention/alignment.h"
#include "sequence/seq2seq.h"

namespace p2g {

// Bahdanau looks with the state before the step, and what he sees enters the cell; Luong looks with the state
// after it. In both, the word comes from tanh([context; state]·combine).
enum class Look { before_the_step, after_the_step };

struct TranslatorForm {
  AlignmentForm alignment;
  Look look = Look::before_the_step;
  bool bidirectional = true;   // the source is read in both directions: places of 2H numbers
  bool input_feeding = false;  // after_the_step only: the last combined vector enters the cell too
};
TranslatorForm plain_form();     // no attention
TranslatorForm bahdanau_form();  // additive, before the step, bidirectional
TranslatorForm luong_form(Score score, Extent reach, bool input_feeding);

// What a decoder carries from word to word.
struct DecoderState {
  std::vector<LstmState> cells;  // one a layer
  Tensor fed;                    // (B,H): the last combined vector, for input feeding
  int64_t step = 0;
};

// A batch of sources that have been read.
struct Reading {
  Memory memory;  // (B,S,M); nothing in it without attention
  DecoderState start;
};

// Dropout falls on the words' vectors and on what the words are said from, never on the way through time.
struct Dropout {
  double p = 0;
  Random* random = nullptr;  // null: none
};

struct AttentionSeq2Seq {
  TranslatorForm form;
  Tensor source_table, target_table;  // (words,E)
  Lstm encoder, decoder;              // (E) -> (H); the decoder's input is wider by the context, or by H
  Lstm backward_encoder;              // bidirectional only
  Alignment alignment;
  Linear combine;  // (M+H) -> (H), with attention only
  Linear head;     // (H) -> (target words)

  AttentionSeq2Seq(const Seq2SeqSize& size, const TranslatorForm& form, Random& random);
  int64_t hidden() const { return encoder.hidden(); }

  Reading encode(const Ids& source, const Array& mask, const Dropout& dropout = {}) const;  // both (S,B)
  // Inputs (T,B) -> logits (T,B,words); the state goes on. weights: (B,T,S), if asked for.
  Tensor decode(const Ids& inputs, const Memory& memory, DecoderState& state, const Dropout& dropout = {},
                Array* weights = nullptr) const;
  Tensor operator()(const PairBatch& batch, const Dropout& dropout = {}, Array* weights = nullptr) const;
  Parameters parameters() const;
};

// Mean −log p in nats of a target's word, ends included, over all pairs.
double cross_entropy(const AttentionSeq2Seq& model, std::span<const IdPair> pairs, bool reversed = false);

// An answer up to kEnd (not part of it), and where the decoder looked for each of its words and for kEnd:
// rows of `weights` (words + 1, or `longest`; S), not defined without attention. In the order that the source
// was read: column s is the s-th symbol, from the end if `reversed`.
struct Translation {
  std::vector<int32_t> ids;
  Array weights;
};

// The likeliest word at each step, `longest` words at most; many sources side by side.
std::vector<Translation> translate_greedily(const AttentionSeq2Seq& model,
                                            std::span<const std::vector<int32_t>> sources, int64_t longest,
                                            bool reversed = false);
// The best of `width` answers kept at every step, by log p / length^alpha. Width 1 is greedy.
Translation translate(const AttentionSeq2Seq& model, const std::vector<int32_t>& source, int64_t longest,
                      int64_t width, double alpha, bool reversed = false);

}  // namespace p2g
