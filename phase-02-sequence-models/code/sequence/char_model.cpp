#include "sequence/char_model.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"
#include "nn/cross_entropy.h"
#include "nn/embedding.h"
#include "sequence/temperature.h"

namespace p2g {

CharModel::CharModel(const CharModelSize& size, Random& random) {
  if (size.vocabulary < 1 || size.embedding < 1 || size.hidden < 1 || size.layers < 1)
    fail("char model", "vocabulary {}, embedding {}, hidden {}, layers {}: each must be 1 or more",
         size.vocabulary, size.embedding, size.hidden, size.layers);
  const double deviation = 1 / std::sqrt(static_cast<double>(size.hidden));
  table = initial_weight({size.vocabulary, size.embedding}, 1, random);
  lstm = Lstm(size.embedding, size.hidden, size.layers, random);
  head = Linear(size.hidden, size.vocabulary, /*with_bias=*/true, deviation, random);
}

Tensor CharModel::operator()(const Ids& ids, std::vector<LstmState>& state) const {
  check_rank("char model", "ids", ids.shape(), 2);
  return head(lstm(embedding(ids, table), state));  // (T,B) -> (T,B,E) -> (T,B,H) -> (T,B,V)
}

Parameters CharModel::parameters() const {
  Parameters all{{"table", table}};
  lstm.list(all, "lstm.");
  head.list(all, "head.");
  return all;
}

Lanes::Lanes(std::span<const int32_t> text, int64_t lanes, int64_t steps)
    : text_(text), lanes_(lanes), steps_(steps) {
  if (lanes < 1 || steps < 1) fail("lanes", "{} lanes of {} steps: each must be 1 or more", lanes, steps);
  length_ = (std::ssize(text) - 1) / lanes;
  if (length_ < steps)
    fail("lanes", "{} symbols in {} lanes are under {} steps each: fewer lanes or steps", text.size(), lanes,
         steps);
}

Lanes::Piece Lanes::piece(int64_t index) const {
  if (index < 0 || index >= pieces()) fail("lanes", "piece {} of {}", index, pieces());
  Piece piece{Ids::filled({steps_, lanes_}, 0), Ids::filled({steps_, lanes_}, 0)};
  for (int64_t t = 0; t < steps_; ++t)
    for (int64_t b = 0; b < lanes_; ++b) {
      const auto at = static_cast<size_t>(b * length_ + index * steps_ + t);
      piece.inputs[t * lanes_ + b] = text_[at];
      piece.targets[t * lanes_ + b] = text_[at + 1];
    }
  return piece;
}

double cross_entropy(const CharModel& model, std::span<const int32_t> text) {
  if (text.size() < 2) fail("char model", "a text of {} symbols has no next one", text.size());
  const NoGrad no_grad;
  constexpr size_t kPiece = 1024;
  std::vector<LstmState> state;
  double total = 0;
  for (size_t i = 0; i + 1 < text.size(); i += kPiece) {
    const size_t count = std::min(kPiece, text.size() - 1 - i);
    const auto inputs = text.subspan(i, count), targets = text.subspan(i + 1, count);
    const Ids ids({static_cast<int64_t>(count), 1}, {inputs.begin(), inputs.end()});
    const Tensor loss = cross_entropy(model(ids, state), Ids({targets.begin(), targets.end()}));
    total += static_cast<double>(loss.item()) * static_cast<double>(count);
  }
  return total / static_cast<double>(text.size() - 1);
}

std::vector<int32_t> babble(const CharModel& model, std::span<const int32_t> prompt, int64_t length,
                            double temperature, Random& random, int32_t stop) {
  if (prompt.empty()) fail("babble", "got no prompt, wanted at least one symbol to begin after");
  const NoGrad no_grad;
  std::vector<LstmState> state;
  std::vector<int32_t> said, next(prompt.begin(), prompt.end());
  while (std::ssize(said) < length) {
    const auto steps = static_cast<int64_t>(next.size());
    const Tensor logits = model(Ids({steps, 1}, std::move(next)), state);
    const auto V = static_cast<size_t>(logits.shape().last());
    const Real* last = logits.value().data() + logits.shape().size() - static_cast<int64_t>(V);
    const int32_t symbol = sample(std::span(last, V), temperature, random);
    if (symbol == stop) break;
    said.push_back(symbol);
    next = {symbol};
  }
  return said;
}

}  // namespace p2g
