// The numbers that the notes of this phase quote: name, tab, value.
#include <fmt/core.h>

#include <cmath>

#include "attention/alignment_scores.h"
#include "attention/bleu.h"
#include "attention/local_window.h"
#include "math/plain_main.h"

namespace p2g {
namespace {

void say(const std::string& name, double value, int digits) {
  fmt::print("{}\t{:.{}f}\n", name, value, digits);
}

Tensor constant(const Shape& shape, std::initializer_list<double> values) {
  return Tensor::constant(Array::of(shape, values));
}

// Chapter 1: what twenty of twelve symbols tell.
void bottleneck() { say("bits_of_20", 20 * std::log2(12.0), 1); }

// Chapter 3: scores, a window, and BLEU of one sentence.
void luong() {
  const Array concat = concat_scores(constant({1, 1, 2}, {1, 2}), constant({1, 2, 2}, {1, 0, 0.5, -1}),
                                     constant({4, 1}, {0.5, 0.25, 1, 0.5}), constant({1, 1}, {2}))
                           .value();
  say("concat_1", static_cast<double>(concat[0]), 3), say("concat_2", static_cast<double>(concat[1]), 3);
  const Array window = gaussian_window(constant({1, 1}, {1}), 4, 2).value();
  for (const int s : {0, 2, 3}) say(fmt::format("gauss_{}", s), static_cast<double>(window[s]), 3);
  const std::vector<Sentence> candidate{{9, 1, 2, 3, 4, 5}}, reference{{4, 1, 2, 3, 4, 5}};
  say("bleu_by_hand", bleu(candidate, reference).score, 3);
}

void facts() {
  bottleneck();
  luong();
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "facts", "prints the numbers that the notes quote", p2g::facts);
}
