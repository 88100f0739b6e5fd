// E01.1, quick: a perceptron makes at most (R/γ)² mistakes (Novikoff 1962)
#include <fmt/core.h>

#include <cmath>
#include <map>

#include "experiment/experiment.h"
#include "nn/iris.h"
#include "nn/margin.h"
#include "seeds.h"

namespace p2g {
namespace {

constexpr int kShuffles = 200;
constexpr int64_t kMostEpochs = 300;

Lesson lesson_of(const Examples& examples, uint64_t seed) {
  std::vector<size_t> order(examples.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  Random(seed).shuffle(order);
  Examples shuffled;
  for (const size_t i : order) shuffled.add(examples.inputs[i], examples.targets[i]);
  Perceptron unit(shuffled.inputs[0].size());
  return train(unit, shuffled, kMostEpochs);
}

std::vector<Lesson> lessons_of(const Examples& examples, int64_t shuffles) {
  return over_seeds(shuffles, [&](uint64_t seed) { return lesson_of(examples, seed); });
}

void separable(const std::vector<Flower>& flowers, Report& report) {
  const Examples examples = iris_examples(flowers, Kind::setosa);
  const double r2 = radius_squared(examples);
  const Widest widest = widest_margin(examples, 200000);
  const double bound = r2 / (widest.at_least * widest.at_least);
  int64_t fewest = kMostEpochs * 150, most = 0, epochs = 0, converged = 0;
  std::map<int64_t, int> counts;
  for (const Lesson& lesson : lessons_of(examples, kShuffles)) {
    fewest = std::min(fewest, lesson.mistakes);
    most = std::max(most, lesson.mistakes);
    epochs = std::max(epochs, lesson.epochs);
    converged += lesson.converged && lesson.epochs <= 10;
    ++counts[lesson.mistakes];
  }
  const std::string seeds = fmt::format("{} of {}", converged, kShuffles);
  report.claim({"mistakes", "setosa or not: the most mistakes of any order", "Novikoff 1962",
                "at most (R/γ)²", fmt::format("{}", most), fmt::format("<= {:.0f}", std::floor(bound)),
                static_cast<double>(most) <= bound, seeds});
  report.claim({"epochs", "setosa or not: the most epochs of any order", "Novikoff 1962", "finite",
                fmt::format("{}", epochs), "<= 10", converged == kShuffles, seeds});
  report.fact("r2", fmt::format("{:.2f}", r2));
  report.fact("gamma", fmt::format("{:.4f}", widest.at_least));
  report.fact("gamma_at_most", fmt::format("{:.4f}", widest.at_most));
  report.fact("bound", fmt::format("{:.0f}", std::floor(bound)));
  report.fact("fewest", fmt::format("{}", fewest));
  std::vector<Row> rows;
  for (const auto& [mistakes, shuffles] : counts)
    rows.push_back({fmt::format("{}", mistakes), fmt::format("{}", shuffles)});
  report.table("novikoff_mistakes", {"mistakes", "shuffles"}, rows);
}

void inseparable(const std::vector<Flower>& flowers, Report& report) {
  constexpr int64_t kTries = 20;
  const Kind against = Kind::virginica;
  int64_t going_on = 0;
  std::vector<int64_t> mistakes;
  for (const Lesson& lesson : lessons_of(iris_examples(flowers, Kind::versicolor, &against), kTries)) {
    going_on += !lesson.converged;
    mistakes.push_back(lesson.mistakes);
  }
  report.claim({"inseparable", "versicolor or virginica: mistakes in 300 epochs, median", "", "without end",
                fmt::format("{}", median(mistakes)), "no order converges", going_on == kTries,
                fmt::format("{} of {}", going_on, kTries)});
}

void body(Report& report) {
  const std::vector<Flower> flowers = read_iris(need_data("iris/iris.data", "iris"));
  separable(flowers, report);
  inseparable(flowers, report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"nn_novikoff", "E01.1", "a perceptron makes at most (R/γ)² mistakes", "1 s"}, p2g::body);
}
