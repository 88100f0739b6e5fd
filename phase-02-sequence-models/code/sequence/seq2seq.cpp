#include "sequence/seq2seq.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"
#include "nn/cross_entropy.h"
#include "nn/embedding.h"

namespace p2g {

PairBatch batch_of(std::span<const IdPair> pairs, bool reversed) {
  size_t S = 0, T = 0;
  for (const IdPair& pair : pairs) {
    if (pair.source.empty()) fail("seq2seq", "a source is empty: wanted a word at least");
    S = std::max(S, pair.source.size()), T = std::max(T, pair.target.size() + 1);
  }
  const auto B = std::ssize(pairs), steps = static_cast<int64_t>(S), words = static_cast<int64_t>(T);
  if (B == 0) fail("seq2seq", "got a batch of no pairs, wanted one at least");
  PairBatch batch{Ids::filled({steps, B}, kPadding), Array::zeros({steps, B}),
                  Ids::filled({words, B}, kPadding), Ids::filled({words, B}, kIgnored)};
  for (int64_t b = 0; b < B; ++b) {
    const auto& [source, target] = pairs[static_cast<size_t>(b)];
    for (size_t s = 0; s < source.size(); ++s) {
      const int64_t at = static_cast<int64_t>(s) * B + b;
      batch.source[at] = reversed ? source[source.size() - 1 - s] : source[s];
      batch.source_mask[at] = 1;
    }
    for (size_t t = 0; t <= target.size(); ++t) {
      const int64_t at = static_cast<int64_t>(t) * B + b;
      batch.inputs[at] = t == 0 ? kBegin : target[t - 1];
      batch.targets[at] = t == target.size() ? kEnd : target[t];
    }
  }
  return batch;
}

Seq2Seq::Seq2Seq(const Seq2SeqSize& size, Random& random) {
  if (size.source_words <= kFirstWord || size.target_words <= kFirstWord || size.embedding < 1 ||
      size.hidden < 1 || size.layers < 1)
    fail("seq2seq",
         "{} and {} words, embedding {}, hidden {}, layers {}: wanted over {} words, and 1 or more",
         size.source_words, size.target_words, size.embedding, size.hidden, size.layers, kFirstWord);
  source_table = initial_weight({size.source_words, size.embedding}, 1, random);
  target_table = initial_weight({size.target_words, size.embedding}, 1, random);
  encoder = Lstm(size.embedding, size.hidden, size.layers, random);
  decoder = Lstm(size.embedding, size.hidden, size.layers, random);
  head = Linear(size.hidden, size.target_words, /*with_bias=*/true,
                1 / std::sqrt(static_cast<double>(size.hidden)), random);
}

std::vector<LstmState> Seq2Seq::encode(const Ids& source, const Array& mask) const {
  std::vector<LstmState> state;
  encoder(embedding(source, source_table), state, &mask);
  return state;
}

Tensor Seq2Seq::decode(const Ids& inputs, std::vector<LstmState>& state) const {
  return head(decoder(embedding(inputs, target_table), state));
}

Tensor Seq2Seq::operator()(const PairBatch& batch) const {
  std::vector<LstmState> state = encode(batch.source, batch.source_mask);
  return decode(batch.inputs, state);
}

Parameters Seq2Seq::parameters() const {
  Parameters all{{"source_table", source_table}, {"target_table", target_table}};
  encoder.list(all, "encoder.");
  decoder.list(all, "decoder.");
  head.list(all, "head.");
  return all;
}

double mean_over_words(std::span<const IdPair> pairs,
                       const std::function<Tensor(std::span<const IdPair>)>& loss_of) {
  const NoGrad no_grad;
  constexpr size_t kBlock = 128;
  double total = 0, words = 0;
  for (size_t i = 0; i < pairs.size(); i += kBlock) {
    const auto block = pairs.subspan(i, std::min(kBlock, pairs.size() - i));
    double here = 0;
    for (const IdPair& pair : block) here += static_cast<double>(pair.target.size() + 1);
    total += here * static_cast<double>(loss_of(block).item());
    words += here;
  }
  return total / words;
}

double cross_entropy(const Seq2Seq& model, std::span<const IdPair> pairs, bool reversed) {
  return mean_over_words(pairs, [&](std::span<const IdPair> block) {
    const PairBatch batch = batch_of(block, reversed);
    return cross_entropy(model(batch), batch.targets);
  });
}

std::vector<IdPair> copy_task(int64_t count, int64_t symbols, int64_t shortest, int64_t longest,
                              Random& random) {
  if (count < 1 || symbols < 1 || shortest < 1 || longest < shortest)
    fail("copy task", "{} pairs of {} symbols, {} to {} long", count, symbols, shortest, longest);
  std::vector<IdPair> pairs(static_cast<size_t>(count));
  for (IdPair& pair : pairs) {
    const auto spread = static_cast<uint64_t>(longest - shortest + 1);
    pair.source.resize(static_cast<size_t>(shortest) + random.below(spread));
    for (int32_t& id : pair.source)
      id = kFirstWord + static_cast<int32_t>(random.below(static_cast<uint64_t>(symbols)));
    pair.target = pair.source;
  }
  return pairs;
}

}  // namespace p2g
