// Additive attention by hand: 'the black cat' is read, 'le' has been said. Where to look for the next word?
#include <cmath>
#include <cstdio>

#include "attention/alignment.h"
#include "math/plain_main.h"

namespace p2g {

void three_words() {
  const char* const words[] = {"the", "black", "cat"};
  const auto matrix = [](const Shape& shape, std::initializer_list<double> values) {
    return Tensor::constant(Array::of(shape, values));
  };
  // Two numbers a word: is it a noun, does it describe one? The matrices w and u change nothing, v is 4
  // and 4.
  const Tensor h = matrix({1, 3, 2}, {0, 0, 0, 1, 1, 0});
  Alignment alignment;
  alignment.w = alignment.u = matrix({2, 2}, {1, 0, 0, 1});
  alignment.v = matrix({2, 1}, {4, 4});
  const Memory memory = alignment.remember(h, Array::full({1, 3}, 1));
  for (const auto& [wanted, q] : {std::pair("a noun", matrix({1, 1, 2}, {-1, 3})),
                                  std::pair("what it is like", matrix({1, 1, 2}, {3, -1}))}) {
    const auto [context, weights] = alignment(q, memory, 0);
    std::printf("looking for %s, q = (%g, %g)\n", wanted, double(q.value()[0]), double(q.value()[1]));
    std::printf("place  tanh(q + h)         score   weight\n");
    for (int64_t s = 0; s < 3; ++s) {
      double part[2], score = 0;
      for (int64_t a = 0; a < 2; ++a) {
        part[a] = std::tanh(double(q.value()[a]) + double(h.value()[s * 2 + a]));
        score += 4 * part[a];
      }
      std::printf("%-5s  (%6.3f, %6.3f)  %7.3f  %7.3f\n", words[s], part[0], part[1], score,
                  double(weights.value()[s]));
    }
    std::printf("context (%.3f, %.3f)\n\n", double(context.value()[0]), double(context.value()[1]));
  }
}

}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "three-words", "looks at three words for the next one, number by number",
                         p2g::three_words);
}
