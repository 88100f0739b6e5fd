#include "transformer/encoder_decoder.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "nn/dropout.h"
#include "nn/embedding.h"
#include "nn/product.h"
#include "transformer/label_smoothing.h"
#include "transformer/position.h"
#include "transformer/sinusoids.h"

namespace p2g {
namespace {

EncoderDecoderConfig checked(const EncoderDecoderConfig& c) {
  check_stack(c.stack);
  if (c.source_words <= kFirstWord || c.target_words <= kFirstWord || c.longest < 1)
    fail("transformer", "{} and {} words, {} positions: wanted over {} words, and 1 position or more",
         c.source_words, c.target_words, c.longest, kFirstWord);
  if (c.sharing == Sharing::all && c.source_words != c.target_words)
    fail("transformer",
         "one table for {} source and {} target words: wanted one vocabulary, or Sharing::target",
         c.source_words, c.target_words);
  if (!(c.dropout >= 0 && c.dropout < 1))
    fail("transformer", "dropout is {}, wanted 0 or more and less than 1", c.dropout);
  return c;
}

// (S,B) -> (B,S)
Ids turned(const Ids& ids) {
  const int64_t S = ids.shape()[0], B = ids.shape()[1];
  Ids rows = Ids::filled({B, S}, 0);
  for (int64_t s = 0; s < S; ++s)
    for (int64_t b = 0; b < B; ++b) rows[b * S + s] = ids[s * B + b];
  return rows;
}

// ids (B,T), table (V,C), positions (longest,C) -> (B,T,C). The table's numbers are small as the head's
// weights must be; √C makes them as large as the positions.
Tensor enter(const Ids& ids, const Tensor& table, const Array& positions, double p, Random* random) {
  const double root = std::sqrt(static_cast<double>(table.shape()[1]));
  const Tensor x = add_positions(scale(embedding(ids, table), root), Tensor::constant(positions));
  return random == nullptr ? x : dropout(x, p, *random);
}

}  // namespace

TranslationBatch translation_batch(std::span<const IdPair> pairs) {
  const PairBatch columns = batch_of(pairs, /*reversed=*/false);
  TranslationBatch batch{turned(columns.source), {}, turned(columns.inputs), turned(columns.targets)};
  for (const IdPair& pair : pairs) batch.source_lengths.push_back(std::ssize(pair.source));
  return batch;
}

EncoderDecoder::EncoderDecoder(const EncoderDecoderConfig& configuration, Random& random)
    : config(checked(configuration)),
      positions(sinusoids(config.longest, config.stack.channels)),
      encoder(config.stack, random),
      decoder(config.stack, random) {
  const int64_t C = config.stack.channels;
  const double deviation = 1 / std::sqrt(static_cast<double>(C));
  const auto table = [&](int64_t words) { return initial_weight({words, C}, deviation, random); };
  target_table = table(config.target_words);
  source_table = config.sharing == Sharing::all ? target_table : table(config.source_words);
  head_table = config.sharing == Sharing::none ? table(config.target_words) : target_table;
}

Remembered EncoderDecoder::encode(const Ids& source, const std::vector<int64_t>& lengths,
                                  Random* random) const {
  check_rank("transformer", "source", source.shape(), 2);
  const Visible visible{.key_lengths = lengths};
  return {encoder(enter(source, source_table, positions, config.dropout, random), visible, config.dropout,
                  random),
          visible};
}

Tensor EncoderDecoder::decode(const Ids& inputs, const Remembered& source, Random* random) const {
  check_rank("transformer", "inputs", inputs.shape(), 2);
  return decoder(enter(inputs, target_table, positions, config.dropout, random), source.memory, source.source,
                 config.dropout, random);
}

Tensor EncoderDecoder::head(const Tensor& x) const { return matmul_nt(x, head_table); }

Tensor EncoderDecoder::logits(const TranslationBatch& batch, Random* random) const {
  return head(decode(batch.inputs, encode(batch.source, batch.source_lengths, random), random));
}

Tensor EncoderDecoder::loss(const TranslationBatch& batch, Random* random) const {
  return smoothed_cross_entropy(logits(batch, random), batch.targets, config.smoothing);
}

Parameters EncoderDecoder::parameters() const {
  Parameters all{{"target.weight", target_table}};
  if (config.sharing != Sharing::all) all.push_back({"source.weight", source_table});
  if (config.sharing == Sharing::none) all.push_back({"head.weight", head_table});
  encoder.list(all, "encoder.");
  decoder.list(all, "decoder.");
  return all;
}

double cross_entropy(const EncoderDecoder& model, std::span<const IdPair> pairs) {
  return mean_over_words(pairs, [&](std::span<const IdPair> block) {
    const TranslationBatch batch = translation_batch(block);
    return cross_entropy(model.logits(batch), batch.targets);
  });
}

}  // namespace p2g
