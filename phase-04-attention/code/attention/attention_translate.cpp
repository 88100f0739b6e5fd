#include <algorithm>
#include <functional>

#include "attention/attention_seq2seq.h"
#include "attention/time_and_batch.h"
#include "math/error.h"
#include "nn/softmax.h"
#include "sequence/beam.h"
#include "sequence/time.h"

namespace p2g {
namespace {

Reading read(const AttentionSeq2Seq& model, std::span<const std::vector<int32_t>> sources, bool reversed) {
  std::vector<IdPair> pairs;
  for (const std::vector<int32_t>& source : sources) pairs.push_back({source, {}});
  const PairBatch batch = batch_of(pairs, reversed);
  return model.encode(batch.source, batch.source_mask);
}

Tensor picked(const Tensor& rows, const std::vector<size_t>& from) {
  return rows.defined() ? Tensor::constant(picked(rows.value(), from)) : rows;
}

void keep(DecoderState& state, const std::vector<size_t>& from) {
  for (LstmState& cell : state.cells) cell = {picked(cell.h, from), picked(cell.c, from)};
  state.fed = picked(state.fed, from);
}

Memory copies_of(const Memory& memory, size_t count) {
  const std::vector<size_t> from(count, 0);
  if (!memory.values.defined()) return memory;
  return {picked(memory.values, from), picked(memory.keys, from), picked(memory.mask, from)};
}

struct Answer {
  std::vector<int32_t> ids;
  std::vector<Array> seen;  // (1,1,S) a word
  double log_p = 0;
};

Translation finished(const Answer& answer) {
  if (answer.seen.empty()) return {answer.ids, {}};
  const Array all = joined_steps(answer.seen);
  return {answer.ids, all.reshaped({all.shape()[1], all.shape()[2]})};
}

// What sequence b of weights (N,1,S) looked at, without the padding after its source.
void see(Answer& answer, const Array& weights, size_t b, size_t source_length) {
  if (!weights.defined()) return;
  Array row = Array::uninitialized({1, 1, static_cast<int64_t>(source_length)});
  std::copy_n(weights.data() + static_cast<int64_t>(b) * weights.shape().last(), row.size(), row.data());
  answer.seen.push_back(row);
}

}  // namespace

std::vector<Translation> translate_greedily(const AttentionSeq2Seq& model,
                                            std::span<const std::vector<int32_t>> sources, int64_t longest,
                                            bool reversed) {
  const NoGrad no_grad;
  Reading reading = read(model, sources, reversed);
  const size_t B = sources.size();
  std::vector<Answer> answers(B);
  std::vector<bool> ended(B, false);
  std::vector<int32_t> last(B, kBegin);
  for (int64_t step = 0; step < longest && !std::ranges::all_of(ended, std::identity()); ++step) {
    Array weights;
    const Tensor logits =
        model.decode(Ids({1, std::ssize(last)}, last), reading.memory, reading.start, {}, &weights);
    const int64_t V = logits.shape().last();
    for (size_t b = 0; b < B; ++b) {
      const Real* row = logits.value().data() + static_cast<int64_t>(b) * V;
      last[b] = static_cast<int32_t>(std::max_element(row, row + V) - row);
      if (ended[b]) continue;
      see(answers[b], weights, b, sources[b].size());
      ended[b] = last[b] == kEnd;
      if (!ended[b]) answers[b].ids.push_back(last[b]);
    }
  }
  std::vector<Translation> all;
  for (const Answer& answer : answers) all.push_back(finished(answer));
  return all;
}

Translation translate(const AttentionSeq2Seq& model, const std::vector<int32_t>& source, int64_t longest,
                      int64_t width, double alpha, bool reversed) {
  if (width < 1) fail("translate", "a beam of {}, wanted 1 or more", width);
  const NoGrad no_grad;
  const Reading reading = read(model, std::span(&source, 1), reversed);
  DecoderState state = reading.start;
  std::vector<Answer> open{{}}, done;
  for (int64_t step = 0; step < longest && !open.empty(); ++step) {
    std::vector<int32_t> last;
    std::vector<double> so_far;
    for (const Answer& answer : open) {
      last.push_back(answer.ids.empty() ? kBegin : answer.ids.back());
      so_far.push_back(answer.log_p);
    }
    Array weights;
    const auto N = std::ssize(open);
    const Tensor logits = model.decode(Ids({1, N}, std::move(last)), copies_of(reading.memory, open.size()),
                                       state, {}, &weights);
    const Tensor log_p = log_softmax(logits);  // (1,N,words)
    // An answer that ends gives up its place in the beam.
    const auto places = static_cast<size_t>(width - std::ssize(done));
    std::vector<Answer> longer;
    std::vector<size_t> from;
    for (const Extension& e :
         best_extensions(so_far, log_p.value().reshaped({N, log_p.shape().last()}), places)) {
      Answer answer{open[e.from].ids, open[e.from].seen, e.log_p};
      see(answer, weights, e.from, source.size());
      if (e.id == kEnd) {
        done.push_back(std::move(answer));
        continue;
      }
      answer.ids.push_back(e.id);
      longer.push_back(std::move(answer));
      from.push_back(e.from);
    }
    open = std::move(longer);
    if (!open.empty()) keep(state, from);
  }
  const std::vector<Answer>& all = done.empty() ? open : done;
  const auto value = [&](const Answer& a) { return normalised(a.log_p, std::ssize(a.ids) + 1, alpha); };
  return finished(*std::ranges::max_element(all, {}, value));
}

}  // namespace p2g
