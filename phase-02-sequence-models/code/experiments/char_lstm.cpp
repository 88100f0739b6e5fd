// E02.6: A character LSTM beside the counts, on tiny Shakespeare (Karpathy 2015)
#include <fmt/core.h>

#include <algorithm>

#include "experiment/experiment.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "sequence/char_model.h"
#include "sequence/ngram.h"

namespace p2g {
namespace {

constexpr int kSeeds = 2, kPasses = 3;

struct Learned {
  double held_out;
  std::vector<Row> curve;  // pass, learning, held out
  std::string said;
};

// One pass over the text in order; the rate falls in a straight line over all passes.
double learn_pass(const CharModel& model, Adam& adam, const Parameters& parameters, const Lanes& lanes,
                  double rate, int pass) {
  std::vector<LstmState> state;
  double total = 0;
  for (int64_t i = 0; i < lanes.pieces(); ++i) {
    const Lanes::Piece piece = lanes.piece(i);
    const double done = pass + static_cast<double>(i) / static_cast<double>(lanes.pieces());
    adam.learning_rate = rate * (1 - done / kPasses);
    zero_grad(parameters);
    const Tensor loss = cross_entropy(model(piece.inputs, state), piece.targets);
    total += static_cast<double>(loss.item());
    backward(loss);
    adam.step();
    detach(state);
  }
  return total / static_cast<double>(lanes.pieces());
}

Learned learn(const Corpus& corpus, uint64_t seed, Report& report) {
  constexpr double kRate = 0.004;
  Random random(seed);
  const CharModel model({corpus.alphabet.size(), 64, 256, 1}, random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, kRate);
  const Lanes lanes(corpus.train, /*lanes=*/32, /*steps=*/64);
  Learned learned{};
  for (int pass = 0; pass < kPasses; ++pass) {
    const double learning = learn_pass(model, adam, parameters, lanes, kRate, pass);
    learned.held_out = cross_entropy(model, corpus.held_out);
    learned.curve.push_back(
        {std::to_string(pass + 1), fmt::format("{:.4f}", learning), fmt::format("{:.4f}", learned.held_out)});
    report.progress(static_cast<int64_t>(seed - 1) * kPasses + pass + 1, kSeeds * kPasses, "pass");
  }
  const std::vector<int32_t> prompt = corpus.alphabet.encode("ROMEO:\n");
  learned.said = corpus.alphabet.decode(babble(model, prompt, 200, 0.8, random));
  return learned;
}

void claim_below(Report& report, const std::string& key, const std::string& what, double count,
                 const std::vector<Learned>& all) {
  const auto below =
      std::count_if(all.begin(), all.end(), [&](const Learned& l) { return l.held_out < count; });
  report.claim({.key = key,
                .what = what,
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.4f}", count),
                .limit = "the LSTM is below",
                .holds = below == std::ssize(all),
                .seeds = fmt::format("{} of {}", below, all.size())});
}

void run(Report& report) {
  const Corpus corpus = read_corpus(need_data("tinyshakespeare/input.txt", "tinyshakespeare"));
  std::vector<Learned> all;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) all.push_back(learn(corpus, seed, report));
  const auto worst = std::max_element(
      all.begin(), all.end(), [](const Learned& a, const Learned& b) { return a.held_out < b.held_out; });
  report.claim({.key = "lstm",
                .what = "LSTM of 256 cells, 3 passes, nats a character, the worse seed",
                .paper = "nanoGPT's GPT on a CPU, 3 minutes",
                .published = "1.88",
                .ours = fmt::format("{:.3f}", worst->held_out)});
  const auto counts = [&](int order) {
    return NgramModel(order, static_cast<int>(corpus.alphabet.size()), corpus.train)
        .cross_entropy(corpus.held_out);
  };
  claim_below(report, "kn3", "Kneser-Ney, 3 characters", counts(3), all);
  claim_below(report, "kn4", "Kneser-Ney, 4 characters", counts(4), all);
  report.claim({.key = "kn6",
                .what = "Kneser-Ney, 6 characters, the best count",
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.4f}", counts(6))});
  report.table("char-lstm", {"pass", "nats_learning", "nats_held_out"}, all[0].curve);
  std::string line = all[0].said;
  std::replace(line.begin(), line.end(), '\n', '/');
  report.fact("said", line);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"sequence_char_lstm", "E02.6", "does a state remember more than six characters of counting?", "4 min"},
      p2g::run);
}
