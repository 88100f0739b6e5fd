// A perceptron finds a line between two kinds of points, moving it at every mistake (Rosenblatt 1958).
#include "math/plain_main.h"
#include "nn/perceptron.h"

constexpr std::string_view kPlane =  // move the points, and run it again
    "  o    o  o          o         o        "
    " o         o               o            "
    "        o    o                       +  "
    "   o                           +  +     "
    "                           +         +  "
    "                 +    +    +            "
    "          +  +  +      +     +          ";

p2g::Numbers place(int i) { return {1, i % 40 / 20.0 - 1, 1 - i / 40 / 3.0}; }

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "perceptron_boundary", "draws a perceptron's line as it learns", [] {
    p2g::Perceptron unit(3);
    for (int i = 0, right = 0; right < 7 * 40; i = (i + 1) % (7 * 40), ++right) {  // until a faultless pass
      if (kPlane[size_t(i)] == ' ' || !unit.learn(place(i), kPlane[size_t(i)] == '+' ? 1 : -1)) continue;
      fmt::print("a mistake in row {}, column {}; now the answer is + where there are dots\n", i / 40,
                 i % 40);
      for (int j = 0; j < 7 * 40; ++j)
        fmt::print("{}{}", kPlane[size_t(j)] == ' ' && unit.answer(place(j)) > 0 ? '.' : kPlane[size_t(j)],
                   j % 40 == 39 ? "|\n" : "");
      right = -1;
    }
  });
}
