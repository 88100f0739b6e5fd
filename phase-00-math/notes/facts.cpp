// The numbers that the notes quote, one "name<TAB>value" a line.
#include <fmt/core.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "math/box_muller.h"
#include "math/dual.h"
#include "math/entropy.h"
#include "math/initialisation.h"
#include "math/numerics.h"
#include "math/plain_main.h"
#include "math/value.h"

namespace p2g {
namespace {

void say(const std::string& name, const std::string& value) { fmt::print("{}\t{}\n", name, value); }

// How often each of t, e, a comes in a word.
std::vector<double> letters(const std::string& word) {
  std::vector<double> counts(3);
  for (const char c : word) counts[std::string("tea").find(c)] += 1;
  return counts;
}

double cosine(const std::string& a, const std::string& b) {
  const std::vector<double> x = letters(a), y = letters(b);
  double xy = 0, xx = 0, yy = 0;
  for (size_t i = 0; i < 3; ++i) xy += x[i] * y[i], xx += x[i] * x[i], yy += y[i] * y[i];
  return xy / std::sqrt(xx * yy);
}

void vectors() {
  say("cosine-tea-eat", fmt::format("{:.3f}", cosine("tea", "eat")));
  say("cosine-tea-tee", fmt::format("{:.3f}", cosine("tea", "tee")));
  say("cosine-tea-ttt", fmt::format("{:.3f}", cosine("tea", "ttt")));
}

void derivatives() {
  const auto square = [](double x) { return x * x; };
  say("one-sided", fmt::format("{:.2f}", (square(3.1) - square(3)) / 0.1));
  say("two-sided", fmt::format("{:.2f}", (square(3.1) - square(2.9)) / 0.2));
  const Dual x(3, 1);
  say("dual-square", fmt::format("{:.0f}", (x * x).slope));
  Tape tape;
  const Value a = tape.leaf(2), b = tape.leaf(3), y = (a + b) * b;
  tape.backward(y);
  say("tape-a", fmt::format("{:.0f}", a.gradient()));
  say("tape-b", fmt::format("{:.0f}", b.gradient()));
}

void information() {
  const std::array four{0.5, 0.25, 0.125, 0.125}, equal{0.25, 0.25, 0.25, 0.25};
  const std::array coin{0.9, 0.1};
  say("four-bits", fmt::format("{:.2f}", in_bits(entropy(four))));
  say("four-nats", fmt::format("{:.4f}", entropy(four)));
  say("four-perplexity", fmt::format("{:.2f}", perplexity(entropy(four))));
  say("four-cross-bits", fmt::format("{:.2f}", in_bits(cross_entropy(four, equal))));
  say("four-divergence-bits", fmt::format("{:.2f}", in_bits(kl_divergence(four, equal))));
  say("coin-bits", fmt::format("{:.3f}", in_bits(entropy(coin))));
  say("vocabulary-nats", fmt::format("{:.2f}", std::log(50257.0)));
}

void floating_point() {
  say("float-epsilon", fmt::format("{:.2e}", std::numeric_limits<float>::epsilon()));
  say("double-epsilon", fmt::format("{:.2e}", std::numeric_limits<double>::epsilon()));
  say("float-largest", fmt::format("{:.2e}", std::numeric_limits<float>::max()));
  say("float-tenth", fmt::format("{:.12f}", static_cast<double>(0.1f)));
  say("log-largest", fmt::format("{:.2f}", std::log(static_cast<double>(std::numeric_limits<float>::max()))));
  const Real x[] = {0, 1, 2};
  say("logsumexp-012", fmt::format("{:.4f}", logsumexp(x, 3)));
}

void random_numbers() {
  double first, second;
  box_muller(0.5, 0.125, first, second);
  say("radius", fmt::format("{:.4f}", std::sqrt(2 * std::log(2))));
  say("normal-first", fmt::format("{:.4f}", first));
  say("normal-second", fmt::format("{:.4f}", second));
  say("he-512", fmt::format("{:.4f}", he_deviation(512)));
  say("glorot-512", fmt::format("{:.4f}", glorot_deviation(512, 512)));
  say("glorot-bound-512", fmt::format("{:.4f}", glorot_bound(512, 512)));
  say("half-to-30", fmt::format("{:.1e}", std::pow(0.5, 30)));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "math_facts", "Prints the numbers that the notes quote.", [] {
    p2g::vectors();
    p2g::derivatives();
    p2g::information();
    p2g::floating_point();
    p2g::random_numbers();
  });
}
