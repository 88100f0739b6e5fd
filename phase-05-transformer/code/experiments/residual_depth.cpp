// E05.8, quick: depth against what arrives, with and without residual streams (He et al. 2015)
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "experiment/experiment.h"
#include "math/threads.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/optimizer.h"
#include "transformer/layer_norm.h"

namespace p2g {
namespace {

constexpr int64_t kC = 32, kRows = 64;  // channels; examples
enum class Design { small, he, normed, residual, pre_norm };

// relu of one matrix a layer; the last two add it to the stream
struct Net {
  Design design;
  std::vector<Linear> layers;
  std::vector<LayerNorm> norms;
  LayerNorm last{kC, 1e-5};
  Linear head;

  Net(Design d, int64_t depth, Random& random)
      : design(d), head(kC, 1, /*with_bias=*/true, 1 / std::sqrt(double(kC)), random) {
    // small: variance 1/C, as was usual before 2015; otherwise He's 2/C
    const double deviation = std::sqrt((design == Design::small ? 1.0 : 2.0) / double(kC));
    for (int64_t l = 0; l < depth; ++l) {
      layers.emplace_back(kC, kC, /*with_bias=*/true, deviation, random);
      norms.emplace_back(kC, 1e-5);
    }
  }

  Tensor hidden(Tensor x) const {
    for (size_t l = 0; l < layers.size(); ++l) {
      if (design == Design::small || design == Design::he) x = relu(layers[l](x));
      if (design == Design::normed) x = relu(layers[l](norms[l](x)));
      if (design == Design::residual) x = x + relu(layers[l](x));
      if (design == Design::pre_norm) x = x + relu(layers[l](norms[l](x)));
    }
    return design == Design::pre_norm ? last(x) : x;
  }

  Parameters parameters() const {
    Parameters all;
    for (size_t l = 0; l < layers.size(); ++l) {
      layers[l].list(all, fmt::format("layer.{}.", l));
      if (design == Design::normed || design == Design::pre_norm)
        norms[l].list(all, fmt::format("norm.{}.", l));
    }
    if (design == Design::pre_norm) last.list(all, "last.");
    head.list(all, "head.");
    return all;
  }
};

double size_of(const Array& a) {
  double squares = 0;
  for (int64_t i = 0; i < a.size(); ++i) squares += double(a[i]) * double(a[i]);
  return std::sqrt(squares / double(a.size()));
}

// Mean cosine of the rows of pairs of different examples.
double likeness(const Array& a) {
  double sum = 0;
  for (int64_t r = 0; r + 1 < kRows; ++r) {
    double ab = 0, aa = 0, bb = 0;
    for (int64_t c = 0; c < kC; ++c) {
      const double u = double(a[r * kC + c]), v = double(a[(r + 1) * kC + c]);
      ab += u * v, aa += u * u, bb += v * v;
    }
    sum += ab / std::sqrt(aa * bb + 1e-60);
  }
  return sum / double(kRows - 1);
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + long(values.size() / 2), values.end());
  return values[values.size() / 2];
}

struct Arrived {
  double signal, gradient, likeness;
};

// What a net of this depth does at the start: size of its output, size of the gradient at its input for one
// of size 1 at its output, how like each other its outputs are.
Arrived arrives(Design design, int64_t depth, int seeds) {
  std::vector<double> signal, gradient, alike;
  for (int seed = 1; seed <= seeds; ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const Net net(design, depth, random);
    const Tensor x = Tensor::parameter(random_normal({kRows, kC}, 1, random));
    const Tensor y = net.hidden(x);
    signal.push_back(size_of(y.value())), alike.push_back(likeness(y.value()));
    backward(y, random_normal({kRows, kC}, 1, random));
    gradient.push_back(size_of(x.grad()));
  }
  return {median(signal), median(gradient), median(alike)};
}

// Steps of gradient descent with momentum until the error on 64 examples is a tenth of the targets' variance,
// and kSteps if it never is. The answer asked for: have the first two inputs the same sign?
constexpr int kSteps = 400;

int steps_to_learn(Design design, int64_t depth, double rate, uint64_t seed) {
  Random random(seed);
  const Array inputs = random_normal({kRows, kC}, 1, random);
  Array targets = Array::uninitialized({kRows, 1});
  for (int64_t r = 0; r < kRows; ++r) targets[r] = inputs[r * kC] * inputs[r * kC + 1] > 0 ? 1 : -1;
  const Net net(design, depth, random);
  const Parameters parameters = net.parameters();
  Sgd sgd(parameters, rate, /*momentum=*/0.9);
  for (int step = 0; step < kSteps; ++step) {
    zero_grad(parameters);
    const Tensor off = net.head(net.hidden(Tensor::constant(inputs))) - Tensor::constant(targets);
    const Tensor loss = mean(off * off);
    if (double(loss.item()) < 0.1) return step;
    backward(loss);
    sgd.step();
  }
  return kSteps;
}

void at_the_start(Report& report) {
  std::vector<Row> rows;
  for (const int64_t depth : {1, 2, 4, 8, 16, 24, 32, 48, 64}) {
    Row row{fmt::format("{}", depth)};
    for (const Design d : {Design::small, Design::he, Design::residual, Design::pre_norm}) {
      const Arrived a = arrives(d, depth, 9);
      for (const double v : {a.signal, a.gradient, a.likeness}) row.push_back(fmt::format("{:.4g}", v));
    }
    rows.push_back(row);
  }
  report.table("residual_depth",
               {"layers", "small_signal", "small_gradient", "small_likeness", "he_signal", "he_gradient",
                "he_likeness", "residual_signal", "residual_gradient", "residual_likeness", "norm_signal",
                "norm_gradient", "norm_likeness"},
               rows);
  const auto& last = rows.back();
  const auto number = [&](size_t i) { return std::stod(last[i]); };
  report.claim({"small_gradient", "64 plain layers, variance 1/C: share of the gradient that arrives", "", "",
                last[2], "< 1e-7", number(2) < 1e-7});
  report.claim({"he_gradient", "64 plain layers, variance 2/C (He 2015)", "", "", last[5], "0.01 to 10",
                number(5) > 0.01 && number(5) < 10});
  report.claim({"he_likeness", "but the cosine of the outputs of two unlike inputs", "", "", last[6], "> 0.9",
                number(6) > 0.9});
  report.fact("small_signal", last[1]), report.fact("he_signal", last[4]);
  report.fact("small_likeness", last[3]);
  report.fact("residual_signal", last[7]), report.fact("residual_gradient", last[8]);
  report.fact("residual_likeness", last[9]);
  report.fact("norm_signal", last[10]), report.fact("norm_gradient", last[11]);
  report.fact("norm_likeness", last[12]);
}

constexpr double kRate = 0.01;  // with it four layers of either design learn fast
constexpr int kSeeds = 5;

std::vector<double> all_seeds(Design design, int64_t depth, double rate = kRate) {
  std::vector<double> steps;
  for (uint64_t seed = 101; seed < 101 + kSeeds; ++seed)
    steps.push_back(steps_to_learn(design, depth, rate, seed));
  return steps;
}

void after_training(Report& report) {
  for (const auto& [design, name] :
       {std::pair{Design::he, "plain"}, {Design::normed, "normed"}, {Design::pre_norm, "stream"}})
    for (const int64_t depth : {4, 16, 32, 64}) {
      const double steps = median(all_seeds(design, depth));
      report.fact(fmt::format("{}_{}", name, depth),
                  steps < kSteps ? fmt::format("{:.0f}", steps) : fmt::format("not in {}", kSteps));
      report.progress(depth, 64, name);
    }
  for (const auto& [design, name] : {std::pair{Design::he, "plain"}, {Design::pre_norm, "stream"}}) {
    const auto slow = all_seeds(design, 64, kRate / 10);
    report.fact(fmt::format("{}_64_slow", name),
                fmt::format("{} of {}", kSeeds - std::count(slow.begin(), slow.end(), kSteps), kSeeds));
  }
  const auto plain = all_seeds(Design::he, 64), stream = all_seeds(Design::pre_norm, 64);
  const auto fails = std::count(plain.begin(), plain.end(), kSteps);
  const auto learns = std::count_if(stream.begin(), stream.end(), [](double s) { return s <= 40; });
  report.claim({"plain_fails", "64 plain layers, variance 2/C: not learned in 400 steps", "He 2015",
                "deeper plain nets train worse", fmt::format("{} of {}", fails, kSeeds), ">= 4 of 5",
                fails >= 4, fmt::format("{} of {}", fails, kSeeds)});
  report.claim({"stream_learns", "64 layers on a residual stream: learned within 40 steps", "He 2015",
                "deeper residual nets train better", fmt::format("{} of {}", learns, kSeeds), "5 of 5",
                learns == kSeeds, fmt::format("{} of {}", learns, kSeeds)});
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"transformer_residual_depth", "E05.8", "What arrives through sixty-four layers?", "4 s"},
      [](p2g::Report& report) {
        p2g::set_thread_count(1);
        p2g::at_the_start(report);
        p2g::after_training(report);
      });
}
