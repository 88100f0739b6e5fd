// A tiny GPT before and after a moment of training: what it expects after "…caba" and after "…baca".
//
// The last letter is the same; only who looks further back can tell them apart.
#include <fmt/core.h>

#include <string>
#include <string_view>

#include "math/error.h"
#include "nn/optimizer.h"
#include "nn/softmax.h"
#include "transformer/gpt.h"

namespace p2g {
namespace {

constexpr std::string_view kUsage =
    "usage: transformer_next_token\n"
    "Trains a GPT of one layer on abacabac… and prints what it expects next, before and after.\n";
constexpr std::string_view kLetters = "abc", kPeriod = "abac";
constexpr int64_t kContext = 24, kBatch = 4;

Ids as_ids(std::string_view text) {
  std::vector<int32_t> ids;
  for (const char c : text) ids.push_back(static_cast<int32_t>(kLetters.find(c)));
  const auto length = static_cast<int64_t>(ids.size());
  return {{1, length}, std::move(ids)};
}

// Row b starts at letter b of the period; a target is the letter after.
Ids periodic(size_t shift) {
  Ids ids = Ids::filled({kBatch, kContext}, 0);
  for (size_t i = 0; i < static_cast<size_t>(ids.size()); ++i) {
    const size_t b = i / kContext, t = i % kContext;
    ids[static_cast<int64_t>(i)] =
        static_cast<int32_t>(kLetters.find(kPeriod[(b + t + shift) % kPeriod.size()]));
  }
  return ids;
}

void print_expectations(const Gpt& gpt) {
  const NoGrad guard;
  for (const std::string_view prompt : {"abacaba", "acabaca"}) {
    const Array p = softmax(gpt.logits(as_ids(prompt))).value();
    const int64_t V = p.shape().last(), last = p.size() - V;
    fmt::print("  after {}:\n", prompt);
    for (int64_t v = 0; v < V; ++v) {
      const double probability = static_cast<double>(p[last + v]);
      const std::string bar(static_cast<size_t>(probability * 40 + 0.5), '#');
      fmt::print("    {} {:.3f} {:.<40}\n", kLetters[static_cast<size_t>(v)], probability, bar);
    }
  }
}

int run() {
  GptConfig config;
  config.vocabulary = static_cast<int64_t>(kLetters.size());
  config.context = kContext, config.channels = 32, config.layers = 1, config.heads = 2;
  Random random(2018);
  const Gpt gpt(config, random);
  fmt::print("a GPT of {} parameters, untrained\n", parameter_count(config));
  print_expectations(gpt);

  fmt::print("\ntraining on {}{}…\n", kPeriod, kPeriod);
  Adam adam(gpt.parameters(), 0.005);
  for (int step = 0; step <= 400; ++step) {
    zero_grad(gpt.parameters());
    const Tensor loss = gpt.loss(periodic(0), periodic(1));
    if (step % 50 == 0) fmt::print("  step {:3}  loss {:.4f} nats a letter\n", step, loss.item());
    backward(loss);
    adam.step();
  }
  fmt::print("\ntrained\n");
  print_expectations(gpt);
  return 0;
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::run_main("next_token", [&] {
    if (argc == 1) return p2g::run();
    const bool help =
        argc == 2 && (std::string_view(argv[1]) == "--help" || std::string_view(argv[1]) == "-h");
    fmt::print(help ? stdout : stderr, "{}", p2g::kUsage);
    return help ? 0 : 2;
  });
}
