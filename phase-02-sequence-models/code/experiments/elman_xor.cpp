// E02.1, quick: every third bit can be known, and the vowels of a stream of letters (Elman 1990)
#include <fmt/core.h>

#include <cmath>

#include "experiment/experiment.h"
#include "experiments/seeds.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/optimizer.h"
#include "sequence/elman.h"
#include "sequence/elman_tasks.h"
#include "sequence/rnn.h"

namespace p2g {
namespace {

constexpr int64_t kSeeds = 20;
const std::string kPaper = "Elman 1990";

// Mean squared error of predicting bit t+1, by t mod 3; the second is that of the XOR bits.
using ByPlace = std::array<double, 3>;
double ratio(const ByPlace& e) { return e[1] / ((e[0] + e[2]) / 2); }

// Elman's own way: 1-2-1, one step of blame, 600 passes over 3,000 bits.
struct Stream {
  ByPlace error{};     // root mean square
  bool solved = true;  // every XOR bit on the right side of ½
};

Stream one_step(uint64_t seed) {
  constexpr int64_t kPasses = 600;
  constexpr double kRate = 0.2;
  Random random(seed);
  const std::vector<int32_t> bits = xor_stream(1000, random);
  Elman elman = make_elman(1, 2, 1, -1, 1, random);
  Numbers delta(1);
  Stream result;
  for (int64_t pass = 0; pass <= kPasses; ++pass)  // the last one only looks
    for (size_t t = 0; t + 1 < bits.size(); ++t) {
      const double y = step_forward(elman, {static_cast<double>(bits[t])})[0], off = y - bits[t + 1];
      if (pass < kPasses) {
        delta[0] = off * y * (1 - y);
        send_back(elman.net, delta);
        step(elman.net, kRate, 0);
      } else {
        result.error[t % 3] += off * off / 1000;
        result.solved &= t % 3 != 1 || std::abs(off) < 0.5;
      }
    }
  return result;
}

// Blame through 30 steps, and Adam: 8 sequences of 30 bits a step.
struct Tanh {
  ByPlace error{};
  int64_t solved_at = 0;  // steps until every XOR bit of a fresh batch is right; 0: never
};

struct XorNet {
  XorNet(int64_t hidden, Random& random) : rnn(1, hidden, 1, random), out(hidden, 1, true, 0.5, random) {
    rnn.list(parameters, "rnn.");
    out.list(parameters, "out.");
  }
  Tensor operator()(const Array& x) const {
    std::vector<Tensor> state;
    return sigmoid(out(rnn(Tensor::constant(x), state)));
  }
  Rnn rnn;
  Linear out;
  Parameters parameters;
};

struct Bits {
  Array x, target;  // (30,B,1)
};

Bits draw_bits(int64_t B, Random& random) {
  constexpr int64_t T = 30;
  Bits bits{Array::uninitialized({T, B, 1}), Array::uninitialized({T, B, 1})};
  for (int64_t b = 0; b < B; ++b) {
    const std::vector<int32_t> stream = xor_stream(T / 3 + 1, random);
    for (int64_t t = 0; t < T; ++t) {
      bits.x[t * B + b] = static_cast<Real>(stream[static_cast<size_t>(t)]);
      bits.target[t * B + b] = static_cast<Real>(stream[static_cast<size_t>(t + 1)]);
    }
  }
  return bits;
}

bool look(const XorNet& net, Random& random, ByPlace& error) {
  const NoGrad guard;
  const int64_t B = 64;
  const Bits bits = draw_bits(B, random);
  const Tensor y = net(bits.x);
  bool solved = true;
  error = {};
  for (int64_t i = 0; i < y.shape().size(); ++i) {
    const auto place = static_cast<size_t>(i / B % 3);
    const double off = static_cast<double>(y.value()[i] - bits.target[i]);
    error[place] += off * off / static_cast<double>(10 * B);
    solved &= place != 1 || std::abs(off) < 0.5;
  }
  return solved;
}

Tanh through_time(uint64_t seed, int64_t hidden) {
  Random random(seed);
  const XorNet net(hidden, random);
  Adam adam(net.parameters, 0.03);
  Tanh result;
  for (int64_t steps = 1; steps <= 1000 && result.solved_at == 0; ++steps) {
    const Bits bits = draw_bits(8, random);
    zero_grad(net.parameters);
    const Tensor off = net(bits.x) - Tensor::constant(bits.target);
    backward(mean(off * off));
    adam.step();
    if (steps % 10 == 0 && look(net, random, result.error)) result.solved_at = steps;
  }
  return result;
}

// 6-20-6: one letter in, the features of the next one out.
struct Letters {
  std::string stream;
  std::vector<double> error;  // root mean square over the six features, of predicting each letter
  double consonants = 0, vowels = 0;
};

Letters letters(uint64_t seed) {
  constexpr int64_t kPasses = 200;
  Random random(seed);
  Letters result{letter_stream(1000, random), {0}};
  Elman elman = make_elman(6, 20, 6, -0.5, 0.5, random);
  std::vector<Numbers> codes;
  for (const char c : result.stream) codes.push_back(letter_features(c));
  Numbers delta;
  int64_t vowels = 0, consonants = 0;
  for (int64_t pass = 0; pass <= kPasses; ++pass)
    for (size_t t = 0; t + 1 < codes.size(); ++t) {
      step_forward(elman, codes[t]);
      const double error = 2 * squared_error(elman.net, codes[t + 1], delta) / 6;
      if (pass < kPasses) {
        send_back(elman.net, delta);
        step(elman.net, 0.1, 0);
      } else {
        const bool vowel = codes[t + 1][1] > 0;
        result.error.push_back(std::sqrt(error));
        (vowel ? result.vowels : result.consonants) += error;
        ++(vowel ? vowels : consonants);
      }
    }
  result.vowels = std::sqrt(result.vowels / static_cast<double>(vowels));
  result.consonants = std::sqrt(result.consonants / static_cast<double>(consonants));
  return result;
}

void letters_table(const Letters& one, Report& report) {
  std::vector<Row> rows;
  constexpr size_t kFrom = 100;  // not the beginning, where it knows nothing yet
  for (size_t t = kFrom + 1; t <= kFrom + 40; ++t)
    rows.push_back(
        {fmt::format("{}", t - kFrom), std::string(1, one.stream[t]), fmt::format("{:.4f}", one.error[t])});
  report.table("elman_letters", {"place", "letter", "error"}, rows);
}

void xor_table(const std::vector<Stream>& elman, const std::vector<Tanh>& two, const std::vector<Tanh>& four,
               Report& report) {
  std::vector<Row> rows;
  for (size_t place = 0; place < 3; ++place) {
    std::vector<double> a, b, c;
    for (size_t s = 0; s < elman.size(); ++s)
      a.push_back(elman[s].error[place]), b.push_back(two[s].error[place]), c.push_back(four[s].error[place]);
    rows.push_back({fmt::format("{}", place), fmt::format("{:.4f}", median(a)),
                    fmt::format("{:.4f}", median(b)), fmt::format("{:.4f}", median(c))});
  }
  report.table("elman_xor", {"place", "elman", "tanh2", "tanh4"}, rows);
}

template <typename T>
double median_ratio(const std::vector<T>& all) {
  std::vector<double> ratios;
  for (const T& one : all) ratios.push_back(ratio(one.error));
  return median(ratios);
}

void body(Report& report) {
  const auto elman = over_seeds(kSeeds, one_step);
  const auto two = over_seeds(kSeeds, [](uint64_t seed) { return through_time(seed, 2); });
  const auto four = over_seeds(kSeeds, [](uint64_t seed) { return through_time(seed, 4); });
  const auto letter = over_seeds(4, letters);
  const auto solved = [](const std::vector<Tanh>& all) {
    return std::count_if(all.begin(), all.end(), [](const Tanh& t) { return t.solved_at > 0; });
  };
  std::vector<int64_t> steps;
  for (const Tanh& one : four) steps.push_back(one.solved_at > 0 ? one.solved_at : 1000);
  const auto elman_solved =
      std::count_if(elman.begin(), elman.end(), [](const Stream& s) { return s.solved; });
  report.claim({"elman", "1-2-1, one step of blame: error at XOR bits over that at others, median", kPaper,
                "dips at every third bit", fmt::format("{:.2f}", median_ratio(elman)), "< 0.85",
                median_ratio(elman) < 0.85, fmt::format("{} seeds", kSeeds)});
  report.claim({"elman_solved", "the same: every XOR bit right", kPaper, "",
                fmt::format("{} of {}", elman_solved, kSeeds), "", true,
                fmt::format("{} of {}", elman_solved, kSeeds)});
  report.claim({"two", "2 tanh units, blame through 30 steps: the same ratio, median", "", "",
                fmt::format("{:.2f}", median_ratio(two)), "< 0.85", median_ratio(two) < 0.85,
                fmt::format("solved {} of {}", solved(two), kSeeds)});
  report.claim({"four", "4 tanh units: steps until every XOR bit is right, median", "", "",
                fmt::format("{}", median(steps)), "solved on 18 seeds", solved(four) >= 18,
                fmt::format("{} of {}", solved(four), kSeeds)});
  double vowels = 0, consonants = 1;
  for (const Letters& one : letter)
    vowels = std::max(vowels, one.vowels), consonants = std::min(consonants, one.consonants);
  report.claim({"letters", "letters: error at vowels, worst, beside consonants, best", kPaper,
                "vowels known, consonants not", fmt::format("{:.3f} beside {:.3f}", vowels, consonants),
                "under a third", vowels < consonants / 3, "4 of 4"});
  letters_table(letter[0], report);
  xor_table(elman, two, four, report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"sequence_elman_xor", "E02.1", "structure in time: every third bit, and vowels", "15 s"},
      p2g::body);
}
