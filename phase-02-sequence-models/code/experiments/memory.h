// A recurrent network with a linear layer on top, and how E02.3 trains it on each task.
#pragma once

#include <algorithm>
#include <cmath>

#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "nn/softmax.h"
#include "sequence/clip.h"
#include "sequence/long_tasks.h"
#include "sequence/lstm.h"
#include "sequence/reber.h"
#include "sequence/rnn.h"
#include "sequence/time.h"

namespace p2g {

enum class Kind { elman, lstm_1997, lstm };

// Its state lives as long as the object, or until forget().
class Memory {
 public:
  Memory(Kind kind, int64_t in, int64_t hidden, int64_t out, Random& random)
      : out_(hidden, out, true, 1 / std::sqrt(static_cast<double>(hidden)), random) {
    if (kind == Kind::elman)
      rnn_ = Rnn(in, hidden, 1, random);
    else
      lstm_ =
          Lstm(in, hidden, 1, random, kind == Kind::lstm ? LstmForm::with_forget_gate : LstmForm::of_1997);
    rnn_.list(parameters, "rnn.");
    lstm_.list(parameters, "lstm.");
    out_.list(parameters, "out.");
  }

  // The gates begin nearly shut, as in the paper: i and o of the form of 1997.
  void shut_gates(double bias) {
    if (lstm_.layers.empty()) return;
    Array& b = lstm_.layers[0].bias.mutable_value();
    const int64_t H = lstm_.hidden();
    std::fill_n(b.data(), H, static_cast<Real>(bias));
    std::fill_n(b.data() + b.size() - H, H, static_cast<Real>(bias));
  }

  Tensor over_time(const Array& x, const Array* mask = nullptr) {  // (T,B,in) -> (T,B,out)
    const Tensor input = Tensor::constant(x);
    return out_(lstm_.layers.empty() ? rnn_(input, state_, mask) : lstm_(input, cells_, mask));
  }
  Tensor at_end(const Array& x, const Array& mask) {  // -> (B,out)
    const Tensor y = over_time(x, &mask);
    return at_time(y, y.shape()[0] - 1);
  }
  void forget() { state_.clear(), cells_.clear(); }
  void detach() { p2g::detach(state_), p2g::detach(cells_); }

  Parameters parameters;

 private:
  Rnn rnn_;
  Lstm lstm_;
  Linear out_;
  std::vector<Tensor> state_;
  std::vector<LstmState> cells_;
};

inline void improve(Memory& net, Adam& adam, const Tensor& loss, double clip) {
  zero_grad(net.parameters);
  backward(loss);
  clip_gradients(net.parameters, clip);
  adam.step();
}

// ---- Reber's strings ----

struct Strings {
  Array x, mask;                             // (T,B,7) one-hot, (T,B)
  std::vector<std::vector<uint32_t>> legal;  // of each string
};

inline Strings side_by_side(const std::vector<ReberString>& strings) {
  const auto B = static_cast<int64_t>(strings.size());
  size_t longest = 0;
  for (const ReberString& s : strings) longest = std::max(longest, s.symbols.size());
  const auto T = static_cast<int64_t>(longest);
  Strings all{Array::zeros({T, B, kReberSymbols}), Array::zeros({T, B}), {}};
  for (int64_t b = 0; b < B; ++b) {
    const ReberString& s = strings[static_cast<size_t>(b)];
    all.legal.push_back(s.legal);
    for (size_t t = 0; t < s.symbols.size(); ++t) {
      const int64_t row = static_cast<int64_t>(t) * B + b;
      all.mask[row] = 1;
      all.x[row * kReberSymbols + s.symbols[t]] = 1;
    }
  }
  return all;
}

// Whether at every place each symbol that may follow is likelier than each that may not.
inline bool all_legal(Memory& net, const Strings& strings) {
  const NoGrad guard;
  net.forget();
  const Tensor y = net.over_time(strings.x, &strings.mask);
  const int64_t B = y.shape()[1];
  for (int64_t b = 0; b < B; ++b) {
    const std::vector<uint32_t>& legal = strings.legal[static_cast<size_t>(b)];
    for (size_t t = 0; t + 1 < legal.size(); ++t) {
      const Real* scores = y.value().data() + (static_cast<int64_t>(t) * B + b) * kReberSymbols;
      Real worst_legal = std::numeric_limits<Real>::infinity(), best_other = -worst_legal;
      for (int s = 0; s < kReberSymbols; ++s)
        if (legal[t] >> s & 1u)
          worst_legal = std::min(worst_legal, scores[s]);
        else
          best_other = std::max(best_other, scores[s]);
      if (!(worst_legal > best_other)) return false;
    }
  }
  return true;
}

// Strings seen until 256 of training and 256 of test are right; 0 if that never comes.
inline int64_t learn_reber(Kind kind, uint64_t seed, int64_t most) {
  Random random(seed);
  std::vector<ReberString> train, test;
  for (int i = 0; i < 256; ++i)
    train.push_back(embedded_reber(random)), test.push_back(embedded_reber(random));
  const Strings both[] = {side_by_side(train), side_by_side(test)};
  Memory net(kind, kReberSymbols, 8, kReberSymbols, random);
  net.shut_gates(-1);
  Adam adam(net.parameters, 0.01);
  for (int64_t seen = 1; seen <= most; ++seen) {
    const ReberString& one = train[random.below(train.size())];
    const auto T = static_cast<int64_t>(one.symbols.size());
    net.forget();
    const Tensor y = net.over_time(side_by_side({one}).x);
    const Ids next({T - 1}, {one.symbols.begin() + 1, one.symbols.end()});
    improve(net, adam, cross_entropy(reshape(times(y, 0, T - 1), {T - 1, kReberSymbols}), next), 1);
    if (seen % 100 == 0 && all_legal(net, both[0]) && all_legal(net, both[1])) return seen;
  }
  return 0;
}

// ---- A stream of them without end (Gers et al. 2000) ----

// B streams of T steps; the answer to "T or P?" is known where only one of the two may follow, and not the
// other.
struct Streams {
  explicit Streams(int64_t B, int64_t T, Random& random) {
    std::vector<ReberString> all;
    for (int64_t b = 0; b < B; ++b) all.push_back(continual_reber(T, random));
    strings = side_by_side(all);
    next = Ids::filled({T, B}, kIgnored);
    for (int64_t b = 0; b < B; ++b)
      for (int64_t t = 0; t + 1 < T; ++t)
        next[t * B + b] = all[static_cast<size_t>(b)].symbols[static_cast<size_t>(t + 1)];
  }
  Strings strings;
  Ids next;  // (T,B)
};

// How often the remembered branch is told right on a fresh stream, whose state is never set back.
inline double learn_stream(Kind kind, uint64_t seed, int64_t chunks) {
  constexpr int64_t B = 16, kChunk = 50;
  Random random(seed);
  Memory net(kind, kReberSymbols, 8, kReberSymbols, random);
  net.shut_gates(-1);
  Adam adam(net.parameters, 0.01);
  const Streams train(B, chunks * kChunk + 1, random), test(B, 100 * kChunk, random);
  for (int64_t chunk = 0; chunk < chunks; ++chunk) {
    const Tensor y = net.over_time(train.strings.x.slice(chunk * kChunk, kChunk));
    const auto* from = train.next.data() + chunk * kChunk * B;
    improve(net, adam, cross_entropy(y, Ids({kChunk, B}, {from, from + kChunk * B})), 1);
    net.detach();
  }
  const NoGrad guard;
  net.forget();
  const Tensor y = net.over_time(test.strings.x);
  int64_t asked = 0, right = 0;
  for (int64_t b = 0; b < B; ++b) {
    const auto& legal = test.strings.legal[static_cast<size_t>(b)];
    for (size_t t = 0; t + 1 < legal.size(); ++t) {
      if (legal[t] != 1u << 1 && legal[t] != 1u << 2) continue;  // only T, or only P
      const Real* scores = y.value().data() + (static_cast<int64_t>(t) * B + b) * kReberSymbols;
      ++asked;
      right += (scores[1] > scores[2]) == (legal[t] == 1u << 1);
    }
  }
  return static_cast<double>(right) / static_cast<double>(asked);
}

// ---- Two places far apart ----

// The share of 2,560 sequences whose error is under 0.04, in the paper's scaling.
inline double learn_adding(Kind kind, uint64_t seed, int64_t steps, double gates) {
  constexpr int64_t T = 100, B = 32;
  Random random(seed);
  Memory net(kind, 2, 8, 1, random);
  net.shut_gates(gates);
  Adam adam(net.parameters, 5e-3);
  for (int64_t s = 0; s < steps; ++s) {
    adam.learning_rate = 5e-3 * std::pow(0.5, static_cast<double>(s / (steps / 5)));
    const AddingBatch batch = adding_problem(T, B, random);
    net.forget();
    const Tensor wanted = scale(reshape(Tensor::constant(batch.target), {B, 1}), 4);
    const Tensor off = net.at_end(batch.x, batch.mask) - wanted;
    improve(net, adam, mean(off * off), 1);
  }
  const NoGrad guard;
  int64_t right = 0;
  for (int round = 0; round < 10; ++round) {
    const AddingBatch batch = adding_problem(T, 256, random);
    net.forget();
    const Tensor y = net.at_end(batch.x, batch.mask);
    for (int64_t b = 0; b < 256; ++b) right += std::abs(y.value()[b] / 4 - batch.target[b]) < Real(0.04);
  }
  return static_cast<double>(right) / 2560;
}

// The share of 2,560 sequences all of whose four outputs are within 0.3.
inline double learn_order(Kind kind, uint64_t seed, int64_t steps) {
  Random random(seed);
  Memory net(kind, kOrderSymbols, 8, kOrderClasses, random);
  net.shut_gates(-1);
  Adam adam(net.parameters, 0.02);
  for (int64_t s = 0; s < steps; ++s) {
    const OrderBatch batch = temporal_order(32, random);
    net.forget();
    improve(net, adam, cross_entropy(net.at_end(batch.x, batch.mask), batch.classes), 1);
  }
  const NoGrad guard;
  int64_t right = 0;
  for (int round = 0; round < 10; ++round) {
    const OrderBatch batch = temporal_order(256, random);
    net.forget();
    const Tensor p = softmax(net.at_end(batch.x, batch.mask));
    for (int64_t b = 0; b < 256; ++b) right += p.value()[b * kOrderClasses + batch.classes[b]] > Real(0.7);
  }
  return static_cast<double>(right) / 2560;
}

}  // namespace p2g
