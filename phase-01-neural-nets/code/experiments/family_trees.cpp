// E01.4, quick: family trees, a recipe that works and the printed one (Rumelhart, Hinton and Williams 1986)
#include <fmt/core.h>

#include <cmath>
#include <numeric>

#include "experiment/experiment.h"
#include "kinship.h"
#include "math/error.h"
#include "seeds.h"

namespace p2g {
namespace {

constexpr int64_t kSeeds = 20, kSweeps = 1500, kHeldOut = 4;
constexpr size_t kUnits = 6;  // of the person's layer and of the relation's

struct Recipe {
  bool cross_entropy;     // else squared error, with the logistic's slope at the output
  double epsilon, later;  // in the first 20 sweeps, and after
  double decay;           // of every weight, a sweep
  double start;           // first weights, uniform from −start to start
};
constexpr Recipe kWorks{true, 0.005, 0.01, 0.0002, 1}, kPrinted{false, 0.005, 0.01, 0.002, 0.3},
    kPrintedSlow{false, 0.005, 0.001, 0.002, 0.3};
// The recipe that works, with one of its three differences from the print undone.
constexpr Recipe kSquared{false, 0.005, 0.01, 0.0002, 1}, kSmall{true, 0.005, 0.01, 0.0002, 0.3},
    kDecayed{true, 0.005, 0.01, 0.002, 1};

// The person feeds only the first six units of layer 1, the relation only the other six.
void cut_across(Numbers& weight) {
  for (size_t i = 0; i < kPeople + kRelations; ++i)
    for (size_t o = 0; o < 2 * kUnits; ++o)
      if ((i < kPeople) != (o < kUnits)) weight[i * 2 * kUnits + o] = 0;
}

// ∂E/∂sum of each output. Outputs over 0.8 for a 1 and under 0.2 for a 0 are good enough; others are as wrong
// as they are far from that.
double delta_of(const Numbers& y, const Numbers& target, bool cross_entropy, Numbers& delta) {
  double error = 0;
  for (size_t o = 0; o < y.size(); ++o) {
    const double off = target[o] > 0.5 ? std::min(0.0, y[o] - 0.8) : std::max(0.0, y[o] - 0.2);
    error += off * off / 2;
    delta[o] = cross_entropy ? off : off * slope(Squash::logistic, y[o]);
  }
  return error;
}

int64_t right(Net& net, const std::vector<Case>& cases) {
  int64_t count = 0;
  for (const Case& one : cases) count += all_right(net, {one});
  return count;
}

struct Schooling {
  int64_t trained = 0, held_out = 0;
  std::vector<double> errors;  // a sweep each
  Numbers people;              // (24,6): weights from the person to its six units
};

Schooling school(uint64_t seed, const Recipe& recipe, const std::vector<Case>& all) {
  Random random(seed);
  std::vector<Case> cases = all;
  random.shuffle(cases);
  const std::vector<Case> held_out(cases.end() - kHeldOut, cases.end());
  cases.resize(cases.size() - kHeldOut);
  Net net = make_net({kPeople + kRelations, 2 * kUnits, 12, kUnits, kPeople}, Squash::logistic, -recipe.start,
                     recipe.start, random);
  Layer& first = net.layers[0];
  cut_across(first.weight);
  Schooling result;
  Numbers delta(kPeople);
  for (int64_t sweep = 0; sweep < kSweeps; ++sweep) {
    double error = 0;
    for (const Case& one : cases) {
      error += delta_of(forward(net, one.input), one.target, recipe.cross_entropy, delta);
      send_back(net, delta);
    }
    cut_across(first.d_weight);
    const bool early = sweep < 20;
    step(net, early ? recipe.epsilon : recipe.later, early ? 0.5 : 0.9, recipe.decay);
    result.errors.push_back(error);
  }
  result.trained = right(net, cases);
  result.held_out = right(net, held_out);
  for (size_t p = 0; p < kPeople; ++p)
    for (size_t u = 0; u < kUnits; ++u) result.people.push_back(first.weight[p * 2 * kUnits + u]);
  return result;
}

void tables(const std::vector<Schooling>& works, const std::vector<Schooling>& printed, Report& report) {
  const auto best = std::max_element(works.begin(), works.end(), [](const Schooling& a, const Schooling& b) {
    return a.trained + 2 * a.held_out < b.trained + 2 * b.held_out;
  });
  std::vector<Row> people, curves;
  for (size_t u = 0; u < kUnits; ++u)
    for (size_t p = 0; p < kPeople; ++p)
      people.push_back({fmt::format("{}", u + 1), fmt::format("{}", p % kOfOneFamily),
                        fmt::format("{}", p / kOfOneFamily),
                        fmt::format("{:.3f}", best->people[p * kUnits + u])});
  report.table("family_trees_people", {"unit", "person", "italian", "weight"}, people);
  for (size_t sweep = 0; sweep < static_cast<size_t>(kSweeps); sweep += 10)
    curves.push_back({fmt::format("{}", sweep), fmt::format("{:.4f}", works[0].errors[sweep]),
                      fmt::format("{:.4f}", printed[0].errors[sweep])});
  report.table("family_trees_error", {"sweep", "works", "printed"}, curves);
}

int64_t total(const std::vector<Schooling>& all, int64_t Schooling::*field) {
  return std::accumulate(all.begin(), all.end(), int64_t(0),
                         [&](int64_t sum, const Schooling& one) { return sum + one.*field; });
}

void body(Report& report) {
  const std::vector<Case> cases = kinship_cases();
  double triples = 0;
  for (const Case& one : cases) triples += std::accumulate(one.target.begin(), one.target.end(), 0.0);
  const auto run = [&](const Recipe& recipe) {
    return over_seeds(kSeeds, [&](uint64_t seed) { return school(seed, recipe, cases); });
  };
  const auto works = run(kWorks), printed = run(kPrinted), slow = run(kPrintedSlow);
  const auto good =
      std::count_if(works.begin(), works.end(), [](const Schooling& s) { return s.trained >= 95; });
  const auto percent = [](int64_t part, int64_t all) {
    return 100 * static_cast<double>(part) / static_cast<double>(all);
  };
  const int64_t trained = total(works, &Schooling::trained), held = total(works, &Schooling::held_out);
  const int64_t learned = total(printed, &Schooling::trained) + total(slow, &Schooling::trained);
  const std::string paper = "Rumelhart et al. 1986", seeds = fmt::format("{} of {}", good, kSeeds);
  report.claim({"cases", "cases, and triples in them", paper, "104 triples",
                fmt::format("{} cases, {:.0f} triples", cases.size(), triples), "104 cases",
                cases.size() == 104 && triples == 112});
  report.claim({"trained", "working recipe: training cases right after 1,500 sweeps", paper, "100 of 100",
                fmt::format("{:.1f} %", percent(trained, 100 * kSeeds)), ">= 95 % on 18 seeds", good >= 18,
                seeds});
  report.claim({"held_out", "working recipe: held-out cases right", paper, "4 of 4",
                fmt::format("{} of {}", held, kHeldOut * kSeeds), ">= 25 %",
                percent(held, kHeldOut * kSeeds) >= 25, fmt::format("{} seeds", kSeeds)});
  report.claim({"printed", "printed recipe, both readings of ε: training cases right", paper, "100 of 100",
                fmt::format("{:.1f} %", percent(learned, 200 * kSeeds)), "0 %: it does not learn",
                learned == 0, fmt::format("{} of {}", 2 * kSeeds, 2 * kSeeds)});
  const auto undone = [&](const char* key, const char* what, const Recipe& recipe) {
    report.claim({key, fmt::format("working recipe, but {}: training cases right", what), "", "",
                  fmt::format("{:.1f} %", percent(total(run(recipe), &Schooling::trained), 100 * kSeeds)), "",
                  true, fmt::format("{} seeds", kSeeds)});
  };
  undone("squared", "squared error", kSquared);
  undone("small", "first weights within 0.3", kSmall);
  undone("decayed", "decay 0.2 %", kDecayed);
  tables(works, printed, report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"nn_family_trees", "E01.4", "family trees: a recipe that works, and the printed one", "15 s"},
      p2g::body);
}
