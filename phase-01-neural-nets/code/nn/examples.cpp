#include "math/error.h"
#include "nn/perceptron.h"

namespace p2g {

void Examples::add(Numbers input, int target) {
  if (target != 1 && target != -1) fail("examples", "got the target {}, wanted +1 or -1", target);
  if (!inputs.empty() && input.size() != inputs[0].size())
    fail("examples", "got {} inputs, wanted {} as in the first example", input.size(), inputs[0].size());
  inputs.push_back(std::move(input));
  targets.push_back(target);
}

Examples examples_of(Truth f, int n) {
  Examples examples;
  for (int64_t p = 0; p < int64_t(1) << n; ++p) {
    Numbers x = inputs_of(p, n);
    x.insert(x.begin(), 1);
    examples.add(std::move(x), (f >> p & 1) != 0 ? 1 : -1);
  }
  return examples;
}

double dot(const Numbers& a, const Numbers& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

Lesson train(Perceptron& unit, const Examples& examples, int64_t most_epochs) {
  Lesson lesson;
  while (!lesson.converged && lesson.epochs < most_epochs) {
    const int64_t before = lesson.mistakes;
    for (size_t i = 0; i < examples.size(); ++i)
      lesson.mistakes += unit.learn(examples.inputs[i], examples.targets[i]);
    ++lesson.epochs;
    lesson.converged = lesson.mistakes == before;
  }
  return lesson;
}

int64_t right_answers(const Numbers& weights, const Examples& examples) {
  int64_t right = 0;
  for (size_t i = 0; i < examples.size(); ++i)
    right += (dot(weights, examples.inputs[i]) > 0) == (examples.targets[i] > 0);
  return right;
}

}  // namespace p2g
