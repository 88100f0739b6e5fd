#include <algorithm>

#include "math/error.h"
#include "nn/softmax.h"
#include "sequence/beam.h"
#include "sequence/seq2seq.h"

namespace p2g {
namespace {

struct Answer {
  std::vector<int32_t> ids;
  double log_p = 0;
};

std::vector<LstmState> read_source(const Seq2Seq& model, const std::vector<int32_t>& source, bool reversed) {
  const IdPair pair{source, {}};
  const PairBatch batch = batch_of(std::span(&pair, 1), reversed);
  return model.encode(batch.source, batch.source_mask);
}

// The states (N,H) of beginnings, one row for each that goes on.
Tensor pick_rows(const Tensor& state, const std::vector<Extension>& going_on) {
  const int64_t H = state.shape().last();
  Array rows = Array::uninitialized({std::ssize(going_on), H});
  for (size_t i = 0; i < going_on.size(); ++i)
    std::copy_n(state.value().data() + static_cast<int64_t>(going_on[i].from) * H, H,
                rows.data() + static_cast<int64_t>(i) * H);
  return Tensor::constant(rows);
}

const Answer& best_of(const std::vector<Answer>& answers, double alpha) {
  const auto value = [&](const Answer& a) { return normalised(a.log_p, std::ssize(a.ids) + 1, alpha); };
  return *std::max_element(answers.begin(), answers.end(),
                           [&](const Answer& a, const Answer& b) { return value(a) < value(b); });
}

}  // namespace

std::vector<int32_t> translate_greedily(const Seq2Seq& model, const std::vector<int32_t>& source,
                                        bool reversed, int64_t longest) {
  const NoGrad no_grad;
  std::vector<LstmState> state = read_source(model, source, reversed);
  std::vector<int32_t> answer;
  int32_t word = kBegin;
  while (std::ssize(answer) < longest) {
    const Array logits = model.decode(Ids({1, 1}, {word}), state).value();
    word =
        static_cast<int32_t>(std::max_element(logits.data(), logits.data() + logits.size()) - logits.data());
    if (word == kEnd) break;
    answer.push_back(word);
  }
  return answer;
}

std::vector<int32_t> translate(const Seq2Seq& model, const std::vector<int32_t>& source, bool reversed,
                               int64_t longest, int64_t width, double alpha) {
  if (width < 1) fail("translate", "a beam of {}, wanted 1 or more", width);
  const NoGrad no_grad;
  std::vector<LstmState> state = read_source(model, source, reversed);
  std::vector<Answer> open{{}}, done;
  for (int64_t step = 0; step < longest && !open.empty(); ++step) {
    std::vector<int32_t> last;
    std::vector<double> so_far;
    for (const Answer& answer : open) {
      last.push_back(answer.ids.empty() ? kBegin : answer.ids.back());
      so_far.push_back(answer.log_p);
    }
    const auto N = std::ssize(open);
    const Tensor log_p = log_softmax(model.decode(Ids({1, N}, std::move(last)), state));  // (1,N,words)
    const Array next = log_p.value().reshaped({N, log_p.shape().last()});
    // An answer that ends gives up its place in the beam.
    const auto places = static_cast<size_t>(width - std::ssize(done));
    std::vector<Answer> longer;
    std::vector<Extension> going_on;
    for (const Extension& e : best_extensions(so_far, next, places)) {
      Answer answer{open[e.from].ids, e.log_p};
      if (e.id == kEnd) {
        done.push_back(std::move(answer));
        continue;
      }
      answer.ids.push_back(e.id);
      longer.push_back(std::move(answer));
      going_on.push_back(e);
    }
    open = std::move(longer);
    if (open.empty()) break;
    for (LstmState& s : state) s = {pick_rows(s.h, going_on), pick_rows(s.c, going_on)};
  }
  return best_of(done.empty() ? open : done, alpha).ids;
}

}  // namespace p2g
