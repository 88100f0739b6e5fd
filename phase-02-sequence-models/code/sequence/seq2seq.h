// Sequence to sequence (Sutskever, Vinyals and Le 2014; Cho et al. 2014): one LSTM reads a sentence, its last
// state is all that another LSTM knows of it, and that one says the answer, a word at a time.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "math/ids.h"
#include "nn/module.h"
#include "sequence/lstm.h"
#include "sequence/sentence_pairs.h"

namespace p2g {

// Two sequences of ids, without signs for beginning and end.
struct IdPair {
  std::vector<int32_t> source, target;
};

// Several pairs side by side. S and T are the longest source, and the longest target and its end.
struct PairBatch {
  Ids source;         // (S,B), filled up with kPadding
  Array source_mask;  // (S,B): 1 where a source has a symbol, 0 after it
  Ids inputs;         // (T,B): kBegin, then the target: teacher forcing gives the true word, not the model's
  Ids targets;        // (T,B): the target, then kEnd, then kIgnored
};
// `reversed` turns every source round, the last word first (Sutskever's trick). Throws on an empty source.
PairBatch batch_of(std::span<const IdPair> pairs, bool reversed);

struct Seq2SeqSize {
  int64_t source_words, target_words, embedding, hidden, layers;
};

struct Seq2Seq {
  Tensor source_table, target_table;  // (words,E)
  Lstm encoder, decoder;              // (E) -> (H)
  Linear head;                        // (H) -> (target words)

  Seq2Seq(const Seq2SeqSize& size, Random& random);
  std::vector<LstmState> encode(const Ids& source,
                                const Array& mask) const;                 // (S,B), (S,B) -> the last states
  Tensor decode(const Ids& inputs, std::vector<LstmState>& state) const;  // (T,B) -> logits (T,B,words)
  Tensor operator()(const PairBatch& batch) const;                        // logits (T,B,words)
  Parameters parameters() const;
};

// The mean of loss_of over blocks of pairs, each as heavy as its words: the targets' and their ends.
double mean_over_words(std::span<const IdPair> pairs,
                       const std::function<Tensor(std::span<const IdPair>)>& loss_of);
// Mean −log p in nats of a target's word, ends included, over all pairs.
double cross_entropy(const Seq2Seq& model, std::span<const IdPair> pairs, bool reversed);

// The answer to one source, up to kEnd (not part of it) or `longest` words: the likeliest word at each step.
std::vector<int32_t> translate_greedily(const Seq2Seq& model, const std::vector<int32_t>& source,
                                        bool reversed, int64_t longest);

// The best of `width` answers kept at every step; answers compare by log p / length^alpha. Width 1 is greedy.
std::vector<int32_t> translate(const Seq2Seq& model, const std::vector<int32_t>& source, bool reversed,
                               int64_t longest, int64_t width, double alpha);

// Sequences to repeat: symbols from kFirstWord up, `symbols` of them, lengths from `shortest` to `longest`.
std::vector<IdPair> copy_task(int64_t count, int64_t symbols, int64_t shortest, int64_t longest,
                              Random& random);

}  // namespace p2g
