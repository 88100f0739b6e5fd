// Keep one bit for a hundred steps: a cell of 1997 whose weights are set by hand, beside a simple unit.
#include <cstdio>

#include "math/plain_main.h"
#include "sequence/bptt.h"
#include "sequence/lstm.h"

namespace p2g {

// Inputs: a value, and "write it down now". The input gate opens for the second; the output gate is open.
void latch() {
  Random random(1);
  Lstm lstm(2, 1, 1, random, LstmForm::of_1997);  // columns i, g, o
  lstm.layers[0].w_x.mutable_value() = Array::of({2, 3}, {0, 1, 0, 20, 0, 0});
  lstm.layers[0].w_h.mutable_value().fill(0);
  lstm.layers[0].bias.mutable_value() = Array::of({3}, {-10, 0, 10});
  Array x = random_uniform({101, 1, 2}, -1, 1, random);
  std::vector<double> noise;
  for (int64_t t = 0; t < 101; ++t) {
    x[2 * t + 1] = t == 0 ? 1 : 0;
    noise.push_back(t == 0 ? 0.7 : 0);  // the simple unit has it easier: nothing comes after the first
  }
  x[0] = Real(0.7);
  std::vector<LstmState> state;
  const Array h = lstm(Tensor::constant(x), state).value();
  const std::vector<double> simple = run({1, 0.9, 0}, noise);
  std::printf("steps after     cell of 1997   simple unit, u = 0.9\n");
  for (const size_t t : {0u, 1u, 10u, 50u, 100u})
    std::printf("%11zu %16.3f %22.3f\n", t, static_cast<double>(h[static_cast<int64_t>(t)]), simple[t]);
}

}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "latch", "keeps a value for a hundred steps", p2g::latch);
}
