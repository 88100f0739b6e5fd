// The transformer of 2017 (Vaswani et al.): an encoder reads the source, a decoder says the target, a word at
// a time, and looks at all of what was read at every layer.
//
// source (B,S) -> table·√C + positions -> encoder -> memory (B,S,C)
// inputs (B,T) -> table·√C + positions -> decoder, beside the memory (B,T,C) -> head -> logits (B,T,words)
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sequence/seq2seq.h"
#include "transformer/decoder.h"

namespace p2g {

// Which tables of words are one (Press and Wolf 2017; Vaswani et al. 2017, section 3.4).
enum class Sharing {
  none,    // source, target and head have their own
  target,  // the target's table is also the head
  all      // one table for all three: source and target have one vocabulary
};

struct EncoderDecoderConfig {
  int64_t source_words = 37000, target_words = 37000;
  StackSize stack{};       // of the encoder and of the decoder
  int64_t longest = 512;   // positions that there are
  double dropout = 0.1;    // in training: of what enters the stacks, and of every branch
  double smoothing = 0.1;  // ε of the loss
  Sharing sharing = Sharing::all;
};

// Pairs side by side, a sequence a row. S and T are the longest source, and the longest target and its end.
struct TranslationBatch {
  Ids source;                           // (B,S), filled up with kPadding
  std::vector<int64_t> source_lengths;  // B
  Ids inputs;                           // (B,T): kBegin, then the target
  Ids targets;                          // (B,T): the target, then kEnd, then kIgnored
};
TranslationBatch translation_batch(std::span<const IdPair> pairs);  // throws on an empty source

struct Remembered {
  Tensor memory;   // (B,S,C)
  Visible source;  // how long each is
};

struct EncoderDecoder {
  EncoderDecoderConfig config;
  Tensor source_table, target_table, head_table;  // (words,C); some are one, by config.sharing
  Array positions;                                // (longest,C)
  Encoder encoder;
  Decoder decoder;

  EncoderDecoder(const EncoderDecoderConfig& configuration, Random& random);

  // With a Random, config.dropout is applied; without, there is none.
  Remembered encode(const Ids& source, const std::vector<int64_t>& lengths, Random* random = nullptr) const;
  Tensor decode(const Ids& inputs, const Remembered& source, Random* random = nullptr) const;  // (B,T,C)
  Tensor head(const Tensor& x) const;                                            // (…,C) -> (…,words)
  Tensor logits(const TranslationBatch& batch, Random* random = nullptr) const;  // (B,T,words)
  // Teacher forcing: the smoothed cross-entropy of config.smoothing, the mean over the words of the targets.
  Tensor loss(const TranslationBatch& batch, Random* random = nullptr) const;

  Parameters parameters()
      const;  // source.weight, target.weight, head.weight (each once), encoder.…, decoder.…
};

// Mean −log p in nats of a target's word, ends included, over all pairs; without smoothing or dropout.
double cross_entropy(const EncoderDecoder& model, std::span<const IdPair> pairs);

struct TranslateSettings {
  int64_t longest = 32;  // words of an answer at most
  int64_t width = 1;     // answers kept at every step; 1 is the greedy way
  double alpha = 0;      // answers compare by log p / gnmt_penalty(words and end, alpha)
};

// ((5 + n)/6)^α (Wu et al. 2016): 1 at n = 1; a sum of logarithms falls with every word, so that short
// answers would win.
double gnmt_penalty(int64_t length, double alpha);

// Answers up to kEnd (not part of them), all sources side by side. Every word reads the answer so far again:
// phase 6 keeps keys and values instead.
std::vector<std::vector<int32_t>> translate(const EncoderDecoder& model,
                                            std::span<const std::vector<int32_t>> sources,
                                            const TranslateSettings& settings);

}  // namespace p2g
