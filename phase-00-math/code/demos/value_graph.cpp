// The tape of y = (a + b)·b, read forwards for values and backwards for gradients.
#include <array>

#include "math/plain_main.h"
#include "math/value.h"

void run() {
  constexpr std::array<const char*, 4> names{"a", "b", "s = a + b", "y = s · b"};
  p2g::Tape tape;
  const p2g::Value a = tape.leaf(2), b = tape.leaf(3), s = a + b, y = s * b;
  tape.backward(y);
  fmt::print("line             value   dy/d(line)\n");
  for (size_t i = 0; i < tape.size(); ++i)
    fmt::print("{}    {:<10}   {:5g}   {:5g}\n", i, names[i], tape[i].value, tape[i].gradient);
  fmt::print("b is used twice: {} by way of s, and {} directly, make {}\n", s.gradient(), s.value(),
             b.gradient());
}

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "math_value_graph", "Shows a tape, and the reverse sweep over it.", run);
}
