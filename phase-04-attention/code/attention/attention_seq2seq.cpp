#include "attention/attention_seq2seq.h"

#include <algorithm>
#include <cmath>

#include "attention/beside.h"
#include "attention/time_and_batch.h"
#include "math/error.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/cross_entropy.h"
#include "nn/dropout.h"
#include "nn/embedding.h"
#include "sequence/time.h"

namespace p2g {
namespace {

Tensor dropped(const Tensor& x, const Dropout& d) { return d.random ? dropout(x, d.p, *d.random) : x; }

// What T steps see and say: x (T,B,E) -> (T,B,H), and their weights (B,T,S) at the end of `seen`.
Tensor steps(const AttentionSeq2Seq& m, const Tensor& x, const Memory& memory, DecoderState& state,
             std::vector<Array>* seen) {
  const int64_t T = x.shape()[0], B = x.shape()[1], H = m.hidden();
  const auto look = [&](const Tensor& query) {  // (T,B,H) -> context (T,B,M)
    const Attended attended = m.alignment(batch_first(query), memory, state.step);
    if (seen) seen->push_back(attended.weights.value());
    return time_first(attended.context);
  };
  Tensor said;
  if (m.form.look == Look::before_the_step) {
    const Tensor context = look(reshape(state.cells.back().h, {1, B, H}));
    const Tensor h = m.decoder(beside(x, context), state.cells);
    said = tanh(m.combine(beside(context, h)));
  } else {
    const Tensor in = m.form.input_feeding ? beside(x, reshape(state.fed, {1, B, H})) : x;
    const Tensor h = m.decoder(in, state.cells);
    said = tanh(m.combine(beside(look(h), h)));
  }
  if (m.form.input_feeding) state.fed = reshape(said, {B, H});
  state.step += T;
  return said;
}

}  // namespace

TranslatorForm plain_form() {
  return {{.score = Score::none}, Look::after_the_step, /*bidirectional=*/false, /*input_feeding=*/false};
}

TranslatorForm bahdanau_form() {
  return {{.score = Score::additive}, Look::before_the_step, /*bidirectional=*/true, /*input_feeding=*/false};
}

TranslatorForm luong_form(Score score, Extent reach, bool input_feeding) {
  return {{.score = score, .reach = reach}, Look::after_the_step, /*bidirectional=*/false, input_feeding};
}

AttentionSeq2Seq::AttentionSeq2Seq(const Seq2SeqSize& size, const TranslatorForm& wanted, Random& random)
    : form(wanted) {
  if (size.source_words <= kFirstWord || size.target_words <= kFirstWord || size.embedding < 1 ||
      size.hidden < 1 || size.layers < 1)
    fail("attention seq2seq",
         "{} and {} words, embedding {}, hidden {}, layers {}: wanted over {} words, and 1 or more",
         size.source_words, size.target_words, size.embedding, size.hidden, size.layers, kFirstWord);
  const bool looks = form.alignment.score != Score::none, before = form.look == Look::before_the_step;
  if (before ? form.input_feeding || !looks : form.input_feeding && !looks)
    fail("attention seq2seq",
         "input feeding needs a look after the step, and a look before it needs a score");
  const int64_t E = size.embedding, H = size.hidden, M = form.bidirectional ? 2 * H : H;
  const auto deviation = [](int64_t in) { return 1 / std::sqrt(static_cast<double>(in)); };
  source_table = initial_weight({size.source_words, E}, 1, random);
  target_table = initial_weight({size.target_words, E}, 1, random);
  encoder = Lstm(E, H, size.layers, random);
  decoder = Lstm(before ? E + M : form.input_feeding ? E + H : E, H, size.layers, random);
  head = Linear(H, size.target_words, /*with_bias=*/true, deviation(H), random);
  if (form.bidirectional) backward_encoder = Lstm(E, H, size.layers, random);
  if (!looks) return;
  alignment = Alignment(form.alignment, H, M, H, random);
  combine = Linear(M + H, H, /*with_bias=*/false, deviation(M + H), random);
}

Reading AttentionSeq2Seq::encode(const Ids& source, const Array& mask, const Dropout& dropout) const {
  Reading reading;
  Tensor states = encoder(dropped(embedding(source, source_table), dropout), reading.start.cells, &mask);
  if (form.bidirectional) {  // the decoder begins where the reader from the end has come to the first word
    std::vector<LstmState> cells;
    const Array backward_mask = turned(mask);
    const Tensor words = dropped(embedding(turned(source), source_table), dropout);
    states = beside(states, turned(backward_encoder(words, cells, &backward_mask)));
    reading.start.cells = cells;
  }
  if (form.alignment.score != Score::none)
    reading.memory = alignment.remember(batch_first(states), turned_to_batch(mask));
  if (form.input_feeding) reading.start.fed = Tensor::constant(Array::zeros({source.shape()[1], hidden()}));
  return reading;
}

Tensor AttentionSeq2Seq::decode(const Ids& inputs, const Memory& memory, DecoderState& state,
                                const Dropout& dropout, Array* weights) const {
  const Tensor x = dropped(embedding(inputs, target_table), dropout);
  const int64_t T = inputs.shape()[0], B = inputs.shape()[1];
  std::vector<Array> seen;
  Tensor said;
  if (form.alignment.score == Score::none) {
    said = decoder(x, state.cells);
  } else if (form.look == Look::after_the_step && !form.input_feeding) {
    said = steps(*this, x, memory, state, weights ? &seen : nullptr);
  } else {  // what is seen at one step changes the next
    std::vector<Tensor> all;
    for (int64_t t = 0; t < T; ++t)
      all.push_back(
          reshape(steps(*this, times(x, t, 1), memory, state, weights ? &seen : nullptr), {B, hidden()}));
    said = stack(all);
  }
  if (weights && !seen.empty()) *weights = joined_steps(seen);
  return head(dropped(said, dropout));
}

Tensor AttentionSeq2Seq::operator()(const PairBatch& batch, const Dropout& dropout, Array* weights) const {
  Reading reading = encode(batch.source, batch.source_mask, dropout);
  return decode(batch.inputs, reading.memory, reading.start, dropout, weights);
}

Parameters AttentionSeq2Seq::parameters() const {
  Parameters all{{"source_table", source_table}, {"target_table", target_table}};
  encoder.list(all, "encoder.");
  if (form.bidirectional) backward_encoder.list(all, "backward_encoder.");
  decoder.list(all, "decoder.");
  if (form.alignment.score != Score::none) {
    alignment.list(all, "alignment.");
    combine.list(all, "combine.");
  }
  head.list(all, "head.");
  return all;
}

double cross_entropy(const AttentionSeq2Seq& model, std::span<const IdPair> pairs, bool reversed) {
  return mean_over_words(pairs, [&](std::span<const IdPair> block) {
    const PairBatch batch = batch_of(block, reversed);
    return cross_entropy(model(batch), batch.targets);
  });
}

}  // namespace p2g
