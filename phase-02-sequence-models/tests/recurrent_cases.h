// The three kinds of recurrent network behind one face, so that what holds for all is said once.
#pragma once

#include <functional>

#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "sequence/gru.h"
#include "sequence/lstm.h"
#include "sequence/rnn.h"

namespace p2g {

// A network with its state: run() goes on from where it was, detach() forgets how it got there.
struct Recurrent {
  std::string name;
  Parameters parameters;
  std::function<Tensor(const Tensor& x, const Array* mask)> run;
  std::function<void()> detach;
  std::function<std::vector<Tensor>()> state;  // of every layer; none before the first run
};

template <typename Net, typename State, typename Tensors>
Recurrent recurrent(const std::string& name, const Net& net, Tensors tensors) {
  auto state = std::make_shared<std::vector<State>>();
  Recurrent r{name, {}, {}, {}, {}};
  net.list(r.parameters, "");
  r.run = [=](const Tensor& x, const Array* mask) { return net(x, *state, mask); };
  r.detach = [=] { detach(*state); };
  r.state = [=] {
    std::vector<Tensor> all;
    for (const State& s : *state) tensors(all, s);
    return all;
  };
  return r;
}

// Each made of the same seed every time.
inline std::vector<std::function<Recurrent()>> recurrent_networks(int64_t in, int64_t hidden,
                                                                  int64_t layers) {
  const auto one = [](std::vector<Tensor>& all, const Tensor& h) { all.push_back(h); };
  const auto two = [](std::vector<Tensor>& all, const LstmState& s) { all.insert(all.end(), {s.h, s.c}); };
  return {[=] {
            Random random(5);
            return recurrent<Rnn, Tensor>("rnn", Rnn(in, hidden, layers, random), one);
          },
          [=] {
            Random random(5);
            return recurrent<Gru, Tensor>("gru", Gru(in, hidden, layers, random), one);
          },
          [=] {
            Random random(5);
            return recurrent<Lstm, LstmState>("lstm", Lstm(in, hidden, layers, random), two);
          },
          [=] {
            Random random(5);
            return recurrent<Lstm, LstmState>("lstm of 1997",
                                              Lstm(in, hidden, layers, random, LstmForm::of_1997), two);
          }};
}

}  // namespace p2g
