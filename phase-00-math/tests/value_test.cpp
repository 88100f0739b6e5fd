#include "math/value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "close_to.h"
#include "math/dual.h"
#include "math/random.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Value, TheOutputMovesWithItself) {
  Tape tape;
  const Value x = tape.leaf(3);
  tape.backward(x);
  EXPECT_TRUE(close_to(x.gradient(), 1, 1e-15, {{"nothing starts the pass: ∂output/∂output is 1", {0}}}));
}

// y = (a + b)·c at a = 2, b = 3, c = 4.
TEST(Value, ThreeLinesByHand) {
  Tape tape;
  const Value a = tape.leaf(2), b = tape.leaf(3), c = tape.leaf(4), y = (a + b) * c;
  tape.backward(y);
  EXPECT_EQ(y.value(), 20);
  EXPECT_TRUE(close_to({a.gradient(), b.gradient(), c.gradient()}, {4, 4, 5}, 1e-15,
                       {{"nothing starts the pass: the gradient of the output is 1", {0, 0, 0}},
                        {"the walk goes from the first line to the last: it must go backwards", {0, 0, 5}},
                        {"the rule of a sum forgets the gradient that comes in", {1, 1, 5}},
                        {"a product's factors get the other one's value, not their own", {5, 5, 4}}},
                       "each line adds (its own gradient) × (its rule) to its operands"));
}

// x goes into y on two ways, x·x, and on three, x·x·x: what arrives on each is added up.
TEST(Value, WaysThatMeetAreAddedUp) {
  Tape tape;
  const Value x = tape.leaf(3), square = x * x;
  tape.backward(square);
  EXPECT_TRUE(close_to(
      x.gradient(), 6, 1e-15,
      {{"a gradient was overwritten where it must be added to: x is used twice, so += and not =", {3}}}));
  const Value sum = x + x + x;
  tape.backward(sum);
  EXPECT_TRUE(close_to(x.gradient(), 3, 1e-15,
                       {{"a gradient was overwritten where it must be added to: += and not =", {1}},
                        {"the gradients of the pass before are still there: set all to 0 first", {9}},
                        {"the gradients of the pass before are still there: set all to 0 first", {15}}}));
}

// y = 10·eˣ: the rule of eˣ must be multiplied by the 10 that comes in.
TEST(Value, TheChainRuleMultipliesWhatComesIn) {
  Tape tape;
  const Value x = tape.leaf(0.5), y = 10 * exp(x);
  tape.backward(y);
  EXPECT_TRUE(close_to(x.gradient(), 10 * std::exp(0.5), 1e-14,
                       {{"the chain rule is missing: times the gradient that comes in", {std::exp(0.5)}}}));
}

TEST(Value, BackwardTwiceIsTheSame) {
  Tape tape;
  const Value x = tape.leaf(0.7), y = sin(x) * x;
  tape.backward(y);
  const double once = x.gradient();
  tape.backward(y);
  EXPECT_TRUE(close_to(x.gradient(), once, 0,
                       {{"the gradients of the pass before are still there: set all to 0 first", {2 * once}}},
                       "the gradients of the pass before are still there: set all to 0 first"));
}

struct Case {
  const char* name;
  std::function<Dual(Dual, Dual)> dual;
  std::function<Value(Value, Value)> value;
};

template <typename T>
T everything(T a, T b) {
  const T c = tanh(a * b - 0.3) + exp(-a) / sqrt(b);
  const T d = log(b) * sin(c) + relu(a - 0.2) - relu(a - 100);
  return (c * c + 2.5 * d) / (1 + pow(b, 1.5)) - 3 / (a + 7);
}

#define P2G_BOTH(expression)                                                                              \
  {                                                                                                       \
#expression,                                                                                          \
        [](Dual a,                                                                                        \
           [[maybe_unused]] Dual b) { return Dual(expression); }, [](Value a,                             \
                                                                     [[maybe_unused]] Value               \
                                                                         b) { return Value(expression); } \
  }
const Case kCases[] = {P2G_BOTH(a + b),     P2G_BOTH(a - b),   P2G_BOTH(a* b),    P2G_BOTH(a / b),
                       P2G_BOTH(exp(a)),    P2G_BOTH(log(a)),  P2G_BOTH(sin(a)),  P2G_BOTH(tanh(a)),
                       P2G_BOTH(pow(a, 3)), P2G_BOTH(sqrt(a)), P2G_BOTH(relu(a)), P2G_BOTH(relu(-a)),
                       P2G_BOTH(2 - a),     P2G_BOTH(2 / a),   P2G_BOTH(a* a* a), P2G_BOTH(everything(a, b))};
#undef P2G_BOTH

// Three ways to one number: forward, reverse, and the definition.
TEST(Value, IsTheDualNumberAndTheFiniteDifference) {
  Random random(1);
  for (const Case& c : kCases)
    for (int round = 0; round < 20; ++round) {
      const double a = random.uniform(0.3, 2), b = random.uniform(0.3, 2), h = 1e-6;
      Tape tape;
      const Value va = tape.leaf(a), vb = tape.leaf(b), y = c.value(va, vb);
      tape.backward(y);
      const Dual by_a = c.dual(Dual(a, 1), b), by_b = c.dual(a, Dual(b, 1));
      EXPECT_NEAR(y.value(), by_a.value, 1e-12) << c.name;
      EXPECT_NEAR(va.gradient(), by_a.slope, 1e-10) << c.name << ", by a";
      EXPECT_NEAR(vb.gradient(), by_b.slope, 1e-10) << c.name << ", by b";
      if (std::abs(a - 0.2) < 1e-3) continue;  // the corner of a relu
      const double difference = (c.dual(a + h, b).value - c.dual(a - h, b).value) / (2 * h);
      EXPECT_NEAR(va.gradient(), difference, 1e-5) << c.name;
    }
}

// A recursive walk would overflow the stack.
TEST(Value, AMillionLinesAreWalked) {
  Tape tape;
  const Value x = tape.leaf(1);
  Value y = x;
  for (int i = 0; i < 1000000; ++i) y = y + x;
  tape.backward(y);
  EXPECT_EQ(y.value(), 1000001);
  EXPECT_EQ(x.gradient(), 1000001);
}

TEST(Value, LinesAfterTheOutputGetNothing) {
  Tape tape;
  const Value x = tape.leaf(2), y = x * x, later = exp(y);
  tape.backward(y);
  EXPECT_EQ(later.gradient(), 0);
  EXPECT_EQ(x.gradient(), 4);
}

TEST(Value, CountsWhatItDid) {
  Tape tape;
  const Value x = tape.leaf(2), y = x * x * x + exp(x);
  EXPECT_EQ(y.value(), 8 + std::exp(2));
  EXPECT_EQ(tape.count(Operation::multiply), 2);
  EXPECT_EQ(tape.count(Operation::add), 1);
  EXPECT_EQ(tape.count(Operation::exp), 1);
  EXPECT_EQ(tape.count(Operation::leaf), 1);
  tape.clear();
  EXPECT_EQ(tape.size(), 0u);
}

// Baur and Strassen: with the four operations of arithmetic, the gradient never costs more than five times
// the function.
TEST(Value, NoArithmeticCostsMoreThanFiveTimesItself) {
  for (const Operation operation :
       {Operation::add, Operation::subtract, Operation::multiply, Operation::divide}) {
    EXPECT_LE(cost_of(operation).reverse, 5 * cost_of(operation).plain);
    EXPECT_GE(cost_of(operation).dual, 2 * cost_of(operation).plain);
  }
}

TEST(Value, TapesDoNotMix) {
  Tape tape, other;
  const Value x = tape.leaf(1), y = other.leaf(2);
  EXPECT_TRUE(says(error_of([&] { (void)(x + y); }), {"[value]", "different tapes"}));
  EXPECT_TRUE(says(error_of([&] { tape.backward(y); }), {"[backward]", "not on this tape"}));
  EXPECT_TRUE(says(error_of([] { (void)(Value() * 2.0); }), {"tape.leaf"}));
}

}  // namespace
}  // namespace p2g
