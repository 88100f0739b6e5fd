// Attention alone does not know the order of its tokens; what is added to them tells it.
#include <fmt/core.h>

#include "attention/scaled_dot_product.h"
#include "math/plain_main.h"
#include "nn/aggregate.h"
#include "transformer/position.h"
#include "transformer/sinusoids.h"

namespace {

using namespace p2g;

// What the word "bites" gathers from a sentence of three words, each a vector of four numbers.
void bites(const char* sentence, const Array& words, bool with_places) {
  Tensor x = Tensor::constant(words.reshaped({1, 3, 4}));
  if (with_places) x = add_positions(x, Tensor::constant(sinusoids(3, 4)));
  const Tensor heads = reshape(x, {1, 1, 3, 4});
  const Array y = scaled_dot_product(heads, heads, heads, Visible{}).value();
  fmt::print("{:16}{}", sentence, with_places ? "with places  " : "no places    ");
  for (int64_t c = 0; c < 4; ++c) fmt::print("{:7.2f}", y[4 + c]);
  fmt::print("\n");
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "positions_matter", "shows that attention does not know order", [] {
    const Array dog_first = Array::of({3, 4}, {2, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 0}),
                man_first = Array::of({3, 4}, {0, 0, 2, 0, 0, 2, 0, 1, 2, 0, 0, 0});
    for (const bool places : {false, true}) {
      bites("dog bites man", dog_first, places);
      bites("man bites dog", man_first, places);
    }
  });
}
