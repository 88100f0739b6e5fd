// ADALINE learns AND at three rates: too careful, about right, and over the edge (Widrow and Hoff 1960).
#include "math/plain_main.h"
#include "nn/adaline.h"

int main(int argc, char** argv) {
  return p2g::plain_main(
      argc, argv, "adaline_rates", "shows the mean squared error of AND at three rates", [] {
        const p2g::Examples examples = p2g::examples_of(0b1000, 2);
        p2g::Adaline slow(3), good(3), wild(3);
        fmt::print("passes   rate 0.01   rate 0.1   rate 1.5\n");
        for (int passes = 0; passes <= 64; ++passes) {
          if ((passes & (passes - 1)) == 0)  // 0, 1, 2, 4, …
            fmt::print("{:6}   {:9.3f}   {:8.3f}   {:8.3g}\n", passes,
                       p2g::mean_squared_error(slow.weights, examples),
                       p2g::mean_squared_error(good.weights, examples),
                       p2g::mean_squared_error(wild.weights, examples));
          p2g::pass(slow, examples, 0.01), p2g::pass(good, examples, 0.1), p2g::pass(wild, examples, 1.5);
        }
        fmt::print("weights at rate 0.1: ({:.2f}, {:.2f}, {:.2f}), all four right: {}\n", good.weights[0],
                   good.weights[1], good.weights[2],
                   p2g::right_answers(good.weights, examples) == 4 ? "yes" : "no");
      });
}
