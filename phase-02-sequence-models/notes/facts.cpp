// The numbers that the notes of this phase quote: name, tab, value.
#include <fmt/core.h>

#include <cmath>

#include "math/plain_main.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "sequence/bptt.h"
#include "sequence/lstm.h"
#include "sequence/rnn.h"
#include "sequence/time.h"

namespace p2g {
namespace {

void say(const std::string& name, double value, int digits) {
  fmt::print("{}\t{:.{}f}\n", name, value, digits);
}

Tensor parameter(const Shape& shape, std::initializer_list<double> values) {
  return Tensor::parameter(Array::of(shape, values));
}

double number(const Tensor& x) { return static_cast<double>(x.item()); }

// Chapter 3: one unit that counts down.
void elman_by_hand() {
  RnnLayer layer;
  layer.w_x = parameter({1, 1}, {1}), layer.w_h = parameter({1, 1}, {0.5}), layer.bias = parameter({1}, {0});
  Tensor h = Tensor::constant(Array::zeros({1, 1}));
  for (const int t : {1, 2, 3}) {
    h = rnn_step(layer, Tensor::constant(Array::full({1, 1}, t == 1 ? 1 : 0)), h);
    say(fmt::format("elman_h{}", t), number(h), 4);
  }
}

// Chapter 4: three steps, an error at the last.
const OneUnit kUnit{0.5, 0.8, 0.1};
const std::vector<double> kX{1, 0, 0}, kTarget{kNoTarget, kNoTarget, 1};

void through_time_by_hand() {
  const std::vector<double> h = run(kUnit, kX);
  double from_later = h[2] - 1;
  say("bptt_off", from_later, 4), say("bptt_error", error_of(h, kTarget), 4);
  for (size_t t = 3; t-- > 0;) {
    const double slope = 1 - h[t] * h[t], delta = from_later * slope;
    say(fmt::format("bptt_h{}", t + 1), h[t], 4), say(fmt::format("bptt_slope{}", t + 1), slope, 4);
    say(fmt::format("bptt_delta{}", t + 1), delta, 4);
    from_later = kUnit.u * delta;
  }
  const OneUnit g = through_time(kUnit, kX, kTarget);
  say("bptt_w", g.w, 6), say("bptt_u", g.u, 6), say("bptt_b", g.b, 6);
  const OneUnit after{kUnit.w - g.w, kUnit.u - g.u, kUnit.b - g.b};
  say("bptt_error_after", error_of(run(after, kX), kTarget), 4);
}

void through_time_by_autograd() {
  Rnn rnn;
  rnn.layers.resize(1);
  RnnLayer& layer = rnn.layers[0];
  layer.w_x = parameter({1, 1}, {kUnit.w}), layer.w_h = parameter({1, 1}, {kUnit.u});
  layer.bias = parameter({1}, {kUnit.b});
  std::vector<Tensor> state;
  const Tensor h = rnn(Tensor::constant(Array::of({3, 1, 1}, {1, 0, 0})), state);
  const Tensor off = at_time(h, 2) - Tensor::constant(Array::full({1, 1}, 1));
  backward(scale(sum(off * off), 0.5));
  say("auto_bptt_w", static_cast<double>(layer.w_x.grad()[0]), 6);
  say("auto_bptt_u", static_cast<double>(layer.w_h.grad()[0]), 6);
  say("auto_bptt_b", static_cast<double>(layer.bias.grad()[0]), 6);
}

// Chapter 5: a number multiplied by itself.
void powers() {
  for (const double factor : {0.8, 0.9, 1.0, 1.1})
    for (const int steps : {10, 50, 100})
      fmt::print("power_{:.0f}_{}\t{:.2g}\n", 10 * factor, steps, std::pow(factor, steps));
}

// Chapter 6: one step of one cell; the sums of its gates are 1, −1, 0.5 and 2.
void lstm_by_hand() {
  const auto gate = [](double sum) { return 1 / (1 + std::exp(-sum)); };
  const double i = gate(1), f = gate(-1), g = std::tanh(0.5), o = gate(2), c = f * 3 + i * g;
  say("lstm_i", i, 3), say("lstm_f", f, 3), say("lstm_g", g, 3), say("lstm_o", o, 3);
  say("lstm_kept", f * 3, 3), say("lstm_written", i * g, 3), say("lstm_c", c, 3);
  say("lstm_h", o * std::tanh(c), 3), say("lstm_c_1997", 3 + i * g, 3);
  for (const double bias : {1.0, 5.0}) say(fmt::format("forget_{:.0f}", bias), gate(bias), 3);
}

void facts() {
  elman_by_hand();
  through_time_by_hand();
  through_time_by_autograd();
  powers();
  lstm_by_hand();
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "facts", "prints the numbers that the notes quote", p2g::facts);
}
