// E01.2, quick: the wall of one layer (Minsky and Papert 1969)
#include <fmt/core.h>

#include "experiment/experiment.h"
#include "nn/adaline.h"
#include "nn/mlp.h"
#include "seeds.h"

namespace p2g {
namespace {

constexpr int64_t kSeeds = 20;

struct Task {
  const char* key;
  const char* name;
  Truth truth;
  int inputs;
  size_t hidden;
  double epsilon, low_high;
  bool online;
  int64_t most_sweeps;
  const char *paper, *published;  // sweeps
};

const std::vector<Task>& tasks() {
  static const std::vector<Task> all{
      {"xor", "XOR", parity(2), 2, 4, 0.5, 0.5, false, 10000, "PDP ch. 8, 1986", "214 (280 - 33 log2 H)"},
      {"parity3", "parity of 3", parity(3), 3, 8, 0.5, 0.5, true, 30000, "", ""},
      {"parity4", "parity of 4", parity(4), 4, 8, 0.5, 0.5, true, 30000, "PDP ch. 8, 1986",
       "2,825 (4 hidden)"},
      {"symmetry", "symmetry of 6", symmetry(6), 6, 2, 0.05, 0.3, false, 10000, "Rumelhart et al. 1986",
       "1,425 (step 0.1)"}};
  return all;
}

Examples shuffled(const Examples& examples, Random& random) {
  std::vector<size_t> order(examples.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  random.shuffle(order);
  Examples result;
  for (const size_t i : order) result.add(examples.inputs[i], examples.targets[i]);
  return result;
}

// The best score that the weights ever had, after any update of 500 passes.
int64_t best_of_perceptron(const Task& task, uint64_t seed) {
  Random random(seed);
  const Examples examples = shuffled(examples_of(task.truth, task.inputs), random);
  Perceptron unit(examples.inputs[0].size());
  int64_t best = 0;
  for (int pass = 0; pass < 500; ++pass)
    for (size_t i = 0; i < examples.size(); ++i)
      if (unit.learn(examples.inputs[i], examples.targets[i]))
        best = std::max(best, right_answers(unit.weights, examples));
  return best;
}

int64_t best_of_adaline(const Task& task, uint64_t seed) {
  Random random(seed);
  const Examples examples = shuffled(examples_of(task.truth, task.inputs), random);
  Adaline unit(examples.inputs[0].size());
  for (double& w : unit.weights) w = random.uniform(-0.5, 0.5);
  int64_t best = 0;
  for (int i = 0; i < 500; ++i) {
    pass(unit, examples, 0.02);
    best = std::max(best, right_answers(unit.weights, examples));
  }
  return best;
}

// Sweeps until all patterns are right; 0 if they never are.
int64_t sweeps_of_net(const Task& task, uint64_t seed) {
  Random random(seed);
  Net net = make_net({static_cast<size_t>(task.inputs), task.hidden, 1}, Squash::logistic, -task.low_high,
                     task.low_high, random);
  const std::vector<Case> cases = cases_of(task.truth, task.inputs);
  for (int64_t sweeps = 1; sweeps <= task.most_sweeps; ++sweeps) {
    if (task.online)
      for (const Case& one : cases) {
        sweep(net, {one});
        step(net, task.epsilon, 0.9);
      }
    else {
      sweep(net, cases);
      step(net, task.epsilon, 0.9);
    }
    if (all_right(net, cases)) return sweeps;
  }
  return 0;
}

std::string of(int64_t part, int64_t whole) { return fmt::format("{} of {}", part, whole); }

void one_layer(const Task& task, Report& report) {
  const int64_t patterns = int64_t(1) << task.inputs;
  const int64_t wall = best_linear_score(task.truth, task.inputs, 3);
  const auto row = [&](const char* kind, const char* name, const std::vector<int64_t>& scores) {
    const int64_t best = *std::max_element(scores.begin(), scores.end());
    const auto held = std::count_if(scores.begin(), scores.end(), [&](int64_t s) { return s <= wall; });
    report.claim({fmt::format("{}_{}", task.key, kind),
                  fmt::format("{}: {}, best score ever", task.name, name), "Minsky, Papert 1969",
                  fmt::format("under {}", patterns), of(best, patterns),
                  fmt::format("<= {}, the best of any line", wall), held == kSeeds, of(held, kSeeds)});
  };
  row("perceptron", "perceptron",
      over_seeds(kSeeds, [&](uint64_t s) { return best_of_perceptron(task, s); }));
  row("adaline", "ADALINE", over_seeds(kSeeds, [&](uint64_t s) { return best_of_adaline(task, s); }));
  report.fact(fmt::format("{}_wall", task.key), of(wall, patterns));
}

void two_layers(const Task& task, Report& report) {
  std::vector<int64_t> sweeps;
  for (const int64_t needed : over_seeds(kSeeds, [&](uint64_t s) { return sweeps_of_net(task, s); }))
    if (needed > 0) sweeps.push_back(needed);
  const auto solved = static_cast<int64_t>(sweeps.size());
  report.claim(
      {fmt::format("{}_net", task.key),
       fmt::format("{}: net {}-{}-1, sweeps until all are right", task.name, task.inputs, task.hidden),
       task.paper, task.published, solved > 0 ? fmt::format("{} (median)", median(sweeps)) : "never",
       "18 of 20 seeds solve it", solved >= 18, of(solved, kSeeds)});
}

// Where bias + w₁x₁ + w₂x₂ = 0 crosses the figure's square, as a row x₁ x₂ x₁ x₂; empty if it does not.
Row crossing(const Numbers& w) {
  constexpr double kLow = -0.5, kHigh = 1.5;
  Row ends;
  const auto keep = [&](double x1, double x2) {
    if (ends.size() == 4 || x1 < kLow || x1 > kHigh || x2 < kLow || x2 > kHigh) return;
    ends.insert(ends.end(), {fmt::format("{:.4f}", x1), fmt::format("{:.4f}", x2)});
  };
  for (const double edge : {kLow, kHigh}) {
    if (w[2] != 0) keep(edge, -(w[0] + w[1] * edge) / w[2]);
    if (w[1] != 0) keep(-(w[0] + w[2] * edge) / w[1], edge);
  }
  return ends.size() == 4 ? ends : Row{};
}

// For the figure: where the line of a perceptron goes after many updates on XOR, and what a net says of the
// plane.
void draw_xor(Report& report) {
  const Examples examples = examples_of(parity(2), 2);
  Random draw(5);
  Perceptron unit(3);
  for (double& w : unit.weights) w = draw.uniform(-1, 1);
  std::vector<Row> lines, plane;
  for (int updates = 0; lines.size() < 6 && updates < 1000;) {
    const size_t i = draw.below(4);
    if (!unit.learn(examples.inputs[i], examples.targets[i]) || ++updates < 100) continue;
    Row ends = crossing(unit.weights);
    if (!ends.empty() && std::find(lines.begin(), lines.end(), ends) == lines.end())
      lines.push_back(std::move(ends));
  }
  report.table("xor_lines", {"from_x1", "from_x2", "to_x1", "to_x2"}, lines);

  Random random(1);
  Net net = make_net({2, 4, 1}, Squash::logistic, -0.5, 0.5, random);
  for (int i = 0; i < 2000; ++i) {
    sweep(net, cases_of(parity(2), 2));
    step(net, 0.5, 0.9);
  }
  for (int i = 0; i <= 41; ++i)
    for (int j = 0; j <= 41; ++j) {
      const double x = -0.5 + i * 0.05, y = -0.5 + j * 0.05;
      plane.push_back({fmt::format("{:.2f}", x), fmt::format("{:.2f}", y),
                       fmt::format("{:.4f}", forward(net, {x, y})[0])});
    }
  report.table("xor_plane", {"x1", "x2", "output"}, plane);
}

void body(Report& report) {
  for (const Task& task : tasks()) {
    one_layer(task, report);
    two_layers(task, report);
  }
  draw_xor(report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"nn_minsky_papert", "E01.2", "the wall of one layer, and two layers beyond it", "5 s"},
      p2g::body);
}
