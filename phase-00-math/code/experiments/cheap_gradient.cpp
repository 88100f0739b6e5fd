// E00.2, quick: a gradient costs a few times its function, however many inputs there are (Speelpenning 1980)
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "math/dual.h"
#include "math/random.h"
#include "math/value.h"

namespace p2g {
namespace {

// Speelpenning's function: the product of all inputs.
template <typename T>
T product(const std::vector<T>& x) {
  T y = x[0];
  for (size_t i = 1; i < x.size(); ++i) y = y * x[i];
  return y;
}

// The squared error of a net with `hidden` tanh units and a linear output, as a function of its weights:
// inputs × hidden, hidden biases, hidden output weights.
template <typename T>
T mlp_loss(const std::vector<T>& w, const std::vector<double>& input, size_t hidden, double wanted) {
  const size_t inputs = input.size(), biases = inputs * hidden, outputs = biases + hidden;
  const auto unit = [&](size_t h) {
    T sum = w[biases + h];
    for (size_t i = 0; i < inputs; ++i) sum = sum + w[i * hidden + h] * input[i];
    return w[outputs + h] * tanh(sum);
  };
  T error = unit(0) - wanted;
  for (size_t h = 1; h < hidden; ++h) error = error + unit(h);
  return error * error;
}

struct Subject {
  std::string name, what;
  std::function<Dual(const std::vector<Dual>&)> dual;
  std::function<Value(const std::vector<Value>&)> value;
};

struct Found {
  double reverse, forward;            // scalar operations for the whole gradient, over those of the function
  double from_dual, from_difference;  // the largest relative difference to the reverse gradient
};

// Forward mode: one pass an input.
std::vector<double> forward_gradient(const Subject& f, const std::vector<double>& at) {
  std::vector<Dual> x(at.begin(), at.end());
  std::vector<double> gradient;
  for (Dual& one : x) {
    one.slope = 1;
    gradient.push_back(f.dual(x).slope);
    one.slope = 0;
  }
  return gradient;
}

std::vector<double> differences(const Subject& f, const std::vector<double>& at) {
  std::vector<Dual> x(at.begin(), at.end());
  std::vector<double> gradient;
  const double h = 1e-5;
  for (Dual& one : x) {
    const double saved = one.value;
    one.value = saved + h;
    const double above = f.dual(x).value;
    one.value = saved - h;
    const double below = f.dual(x).value;
    one.value = saved;
    gradient.push_back((above - below) / (2 * h));
  }
  return gradient;
}

double apart(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (size_t i = 0; i < a.size(); ++i)
    most = std::max(most, std::abs(a[i] - b[i]) / std::max(1.0, std::abs(a[i])));
  return most;
}

Found examine(const Subject& f, const std::vector<double>& at) {
  Tape tape;
  std::vector<Value> x;
  for (const double value : at) x.push_back(tape.leaf(value));
  const Value y = f.value(x);
  tape.backward(y);
  double plain = 0, dual = 0, reverse = 0;
  for (size_t i = 0; i < kOperations; ++i) {
    const auto operation = static_cast<Operation>(i);
    const double times = static_cast<double>(tape.count(operation));
    plain += times * cost_of(operation).plain;
    dual += times * cost_of(operation).dual;
    reverse += times * cost_of(operation).reverse;
  }
  std::vector<double> gradient;
  for (const Value& one : x) gradient.push_back(one.gradient());
  return {reverse / plain, static_cast<double>(at.size()) * dual / plain,
          apart(gradient, forward_gradient(f, at)), apart(gradient, differences(f, at))};
}

struct Size {
  size_t n, inputs, hidden;  // n = hidden · (inputs + 2)
};
constexpr Size kSizes[] = {{10, 3, 2}, {100, 8, 10}, {1000, 48, 20}};

Subject subject(const std::string& name, const Size& size, Random& random) {
  if (name == "product") return {name, "product of all inputs", product<Dual>, product<Value>};
  std::vector<double> input(size.inputs);
  for (double& v : input) v = random.normal();
  const double wanted = random.normal();
  const size_t hidden = size.hidden;
  return {name, "loss of a random net",
          [=](const auto& w) { return mlp_loss<Dual>(w, input, hidden, wanted); },
          [=](const auto& w) { return mlp_loss<Value>(w, input, hidden, wanted); }};
}

std::string one_decimal(double x) { return fmt::format("{:.1f}", x); }

void claim_subject(Report& report, const std::string& name, const std::string& what,
                   const std::vector<Found>& found) {
  double reverse = 0, from_dual = 0, from_difference = 0;
  for (const Found& f : found) {
    reverse = std::max(reverse, f.reverse);
    from_dual = std::max(from_dual, f.from_dual);
    from_difference = std::max(from_difference, f.from_difference);
  }
  report.claim({name + "-reverse", what + ": gradient / function, reverse, worst n", "", "",
                fmt::format("{:.2f}", reverse), "<= 5", reverse <= 5});
  // One pass an input, by construction: shown, since a limit could not fail.
  report.claim({name + "-forward", what + ": the same by forward mode, n = 10, 100, 1000", "", "",
                fmt::format("{:.0f}, {:.0f}, {:.0f}", found[0].forward, found[1].forward, found[2].forward)});
  report.claim({name + "-dual", what + ": reverse against forward", "", "", fmt::format("{:.0e}", from_dual),
                "<= 1e-10", from_dual <= 1e-10});
  report.claim({name + "-difference", what + ": reverse against finite differences", "", "",
                fmt::format("{:.0e}", from_difference), "<= 1e-5", from_difference <= 1e-5});
}

void run(Report& report) {
  std::vector<Row> rows;
  for (const std::string name : {"product", "net"}) {
    std::vector<Found> found;
    std::string what;
    for (const Size& size : kSizes) {
      Random random(1980 + size.n);
      const Subject f = subject(name, size, random);
      what = f.what;
      std::vector<double> at(size.n);
      for (double& v : at) v = name == "product" ? random.uniform(0.9, 1.1) : random.normal() / 3;
      found.push_back(examine(f, at));
      rows.push_back({fmt::format("{}", rows.size() / std::size(kSizes)), fmt::format("{}", size.n),
                      one_decimal(found.back().reverse), one_decimal(found.back().forward)});
    }
    claim_subject(report, name, what, found);
  }
  report.table("cheap-gradient", {"function", "n", "reverse over function", "forward over function"}, rows);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv,
                              {"math_cheap_gradient", "E00.2",
                               "a gradient costs a few times its function, however many inputs", "1 s"},
                              p2g::run);
}
