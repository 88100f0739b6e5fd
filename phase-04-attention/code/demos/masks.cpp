// Which keys each query may see: '#' for a key that is seen, '.' for one that is not.
#include "attention/visible.h"
#include "math/plain_main.h"

namespace p2g {
namespace {

void draw(const char* title, const Visible& visible, int64_t Tq, int64_t Tk) {
  fmt::print("{}\n", title);
  const Reach reach = reach_of(visible, 0, Tq, Tk);
  for (int64_t i = 0; i < Tq; ++i) {
    fmt::print("  query {} ", i);
    for (int64_t j = 0; j < Tk; ++j) fmt::print(" {}", reach.first(i) <= j && j < reach.end(i) ? '#' : '.');
    fmt::print("\n");
  }
}

void run() {
  draw("causal: itself and those before", {.causal = true}, 6, 6);
  draw("padding: the sequence has four keys, two places are filled up", {.key_lengths = {4}}, 6, 6);
  draw("across: two words of a translation, five of the source", {}, 2, 5);
  draw("causal, two new positions after four others", {.causal = true}, 2, 6);
  draw("causal, with a window of three", {.causal = true, .window = 3}, 6, 6);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "masks", "draws which keys each query may see, for five masks",
                         p2g::run);
}
