// E01.6, quick: Down a ravine: plain descent, momentum, Adam (Polyak 1964; Kingma and Ba 2014)
#include <fmt/core.h>

#include <cmath>
#include <functional>
#include <optional>

#include "experiment/experiment.h"
#include "math/matmul.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/optimizer.h"
#include "nn/product.h"

namespace p2g {
namespace {

constexpr double kSteep = 100;  // across the ravine; along it the curvature is 1
constexpr int kMost = 5000;

struct Point {
  double x, y;
};
using Path = std::vector<Point>;

// f = ½·u² + ½·kSteep·v², where (u, v) is (x, y) turned by an angle.
class Ravine {
 public:
  explicit Ravine(double angle)
      : turn_(Tensor::constant(
            Array::of({2, 2}, {std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle)}))),
        start_(matmul_nt(Array::of({1, 2}, {-10, 1}), turn_.value())) {}  // the same place for every angle

  Tensor operator()(const Tensor& w) const {
    const Tensor turned = matmul(w, turn_);
    return scale(sum(turned * turned * Tensor::constant(Array::of({1, 2}, {1, kSteep}))), 0.5);
  }
  Tensor start() const { return Tensor::parameter(start_.clone()); }

 private:
  Tensor turn_;
  Array start_;
};

// Walks until the height is a millionth of the first; empty where it never is.
template <typename Optimizer, typename... Settings>
std::optional<Path> walk(double angle, Settings... settings) {
  const Ravine ravine(angle);
  Tensor w = ravine.start();
  Optimizer optimizer({{"w", w}}, settings...);
  Path path{{static_cast<double>(w.value()[0]), static_cast<double>(w.value()[1])}};
  double first = 0;
  for (int step = 0; step < kMost; ++step) {
    w.zero_grad();
    const Tensor height = ravine(w);
    const auto now = static_cast<double>(height.item());
    if (step == 0) first = now;
    if (!(now <= 1e6 * first)) return std::nullopt;
    if (now < 1e-6 * first) return path;
    backward(height);
    optimizer.step();
    path.push_back({static_cast<double>(w.value()[0]), static_cast<double>(w.value()[1])});
  }
  return std::nullopt;
}

int64_t steps(const std::optional<Path>& path) { return path ? std::ssize(*path) - 1 : -1; }
std::string count(const std::optional<Path>& path) { return path ? std::to_string(steps(path)) : "never"; }

// Adam has no formula for its best rate: the best of a dozen.
std::optional<Path> best_adam(double angle) {
  std::optional<Path> best;
  for (double rate = 0.02; rate < 3; rate *= 1.5) {
    std::optional<Path> path = walk<Adam>(angle, rate);
    if (path && (!best || steps(path) < steps(best))) best = std::move(path);
  }
  return best;
}

void write_paths(const Report& report, const std::vector<std::optional<Path>>& paths) {
  std::vector<Row> rows;
  for (size_t p = 0; p < paths.size(); ++p)
    for (size_t i = 0; paths[p] && i < std::min<size_t>(paths[p]->size(), 61); ++i)
      rows.push_back({std::to_string(p + 1), std::to_string(i), fmt::format("{:.4f}", (*paths[p])[i].x),
                      fmt::format("{:.4f}", (*paths[p])[i].y)});
  report.table("optimizer-paths", {"path", "step", "x", "y"}, rows);
}

void body(Report& report) {
  // The best rate of plain descent shrinks both directions by (κ−1)/(κ+1) a step; that of momentum by
  // (√κ−1)/(√κ+1).
  const double shrink = (kSteep - 1) / (kSteep + 1), root = std::sqrt(kSteep);
  const double heavy_shrink = (root - 1) / (root + 1), momentum = heavy_shrink * heavy_shrink;
  const double heavy_rate = 4 / ((root + 1) * (root + 1));
  const auto formula = [](double s) { return std::log(1e-6) / (2 * std::log(s)); };

  const auto plain = walk<Sgd>(0, 2 / (kSteep + 1)), heavy = walk<Sgd>(0, heavy_rate, momentum);
  const auto adam = best_adam(0);
  const double eighth = std::atan(1);
  report.claim({"plain", "steps of plain descent to a millionth", "formula",
                fmt::format("{:.0f}", formula(shrink)), count(plain), "within 2",
                std::abs(static_cast<double>(steps(plain)) - formula(shrink)) <= 2});
  report.claim({"momentum", "steps with momentum", "formula, at the end",
                fmt::format("{:.0f}", formula(heavy_shrink)), count(heavy), "a fifth of plain descent's",
                heavy && 5 * steps(heavy) <= steps(plain)});
  report.claim({"adam", "steps of Adam, best of a dozen rates", "", "", count(adam)});
  const auto cliff = walk<Sgd>(0, 2.02 / kSteep);
  report.claim({"cliff", "steps of plain descent at a rate just above 2 / 100", "formula", "never",
                count(cliff), "never", !cliff});
  const auto turned = walk<Sgd>(eighth, heavy_rate, momentum);
  report.claim({"turned_momentum", "momentum in the ravine turned by 45 degrees", "", "", count(turned),
                "as many, within 1", turned && heavy && std::abs(steps(turned) - steps(heavy)) <= 1});
  report.claim(
      {"turned_adam", "Adam in the turned ravine, best of a dozen rates", "", "", count(best_adam(eighth))});
  write_paths(report, {plain, heavy, adam});
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"nn_optimizers", "E01.6",
       "how many steps does it take to the bottom of a ravine, a hundred times as steep across?", "1 s"},
      p2g::body);
}
