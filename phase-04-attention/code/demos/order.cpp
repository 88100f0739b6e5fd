// Attention does not know the order of words; rotary positions tell it, and only distances count.
#include <cmath>

#include "attention/alibi.h"
#include "attention/rope.h"
#include "attention/scaled_dot_product.h"
#include "math/plain_main.h"

namespace p2g {
namespace {

Array vector_at(const Array& x, int64_t position) {
  return rope(Tensor::constant(x), position, 10000, RopePairs::neighbours).value();
}

double dot(const Array& a, const Array& b) {
  double sum = 0;
  for (int64_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

void shuffled() {
  Random random(3);
  const Array words = random_normal({1, 1, 4, 2}, 1, random);  // the, dog, bites, man
  Array turned = words.clone();
  for (int64_t d = 0; d < 2; ++d) std::swap(turned[1 * 2 + d], turned[3 * 2 + d]);
  const auto bites = [](const Array& x) {
    const Tensor t = Tensor::constant(x);
    const Array y = scaled_dot_product(t, t, t).value();
    return fmt::format("({:.4f}, {:.4f})", y[4], y[5]);
  };
  fmt::print("\"bites\" gathers\n  the dog bites man   {}\n  the man bites dog   {}\n", bites(words),
             bites(turned));
}

void distances() {
  const Array q = Array::of({1, 1, 1, 4}, {1, 0.5, -0.5, 1}), k = Array::of({1, 1, 1, 4}, {0.5, 1, 1, 0.5});
  fmt::print("\nq·k after both are turned by their positions\n  query at   key at   distance    q·k\n");
  for (const auto& [i, j] :
       {std::pair<int64_t, int64_t>{2, 0}, {7, 5}, {102, 100}, {3, 0}, {8, 5}, {103, 100}})
    fmt::print("  {:>8} {:>8} {:>10} {:>6.3f}\n", i, j, i - j, dot(vector_at(q, i), vector_at(k, j)));
}

void linear_biases() {
  fmt::print("\nALiBi: each head forgets at its own speed; slopes of 8 heads\n ");
  for (const double slope : alibi_slopes(8)) fmt::print(" 1/{:.0f}", 1 / slope);
  fmt::print("\n");
}

void run() {
  shuffled();
  distances();
  linear_biases();
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "order",
                         "shows that attention has no order, and how positions give it one", p2g::run);
}
