// Six numbers, two shapes, and one place in memory.
#include "math/array.h"
#include "math/plain_main.h"
#include "math/reduce.h"

void show(const char* name, const p2g::Array& a) {
  fmt::print("{} {}\n", name, a.shape().to_string());
  for (int64_t row = 0; row < a.shape().rows(); ++row) {
    for (int64_t column = 0; column < a.shape().last(); ++column)
      fmt::print("{:4.0f}", a[row * a.shape().last() + column]);
    fmt::print("\n");
  }
}

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "math_first_array", "Shows numbers with a shape.", [] {
    p2g::Array a = p2g::Array::of({2, 3}, {1, 2, 3, 4, 5, 6});
    show("a", a);
    p2g::Array b = a.reshaped({3, 2});
    b[5] = 60;
    show("b shares the numbers of a, in another shape", b);
    show("so writing into b wrote into a", a);
    fmt::print("their sum {}\n", p2g::sum(a));
  });
}
