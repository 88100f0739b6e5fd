#include "workload.h"

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

#include "gpt2/decoder.h"
#include "gpt2/model_folder.h"
#include "math/error.h"
#include "training/learner.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Ids random_ids(const Shape& shape, int64_t vocabulary, Random& random) {
  Ids ids = Ids::filled(shape, 0);
  for (int64_t i = 0; i < ids.size(); ++i)
    ids[i] = static_cast<int32_t>(random.below(static_cast<uint64_t>(vocabulary)));
  return ids;
}

GptConfig character_config() {
  GptConfig config;
  config.vocabulary = 65, config.context = 64, config.channels = 128, config.layers = 4, config.heads = 4;
  return config;
}

// Multiply-adds count two. Every weight but the positions takes part in one product forward and two back;
// each position attends to half of the others on average: two products forward, four back.
double training_flop(const GptConfig& c, int64_t batch, int64_t length) {
  const auto weights = static_cast<double>(parameter_count(c) - c.context * c.channels);
  const double attention = 6.0 * static_cast<double>(c.layers * c.channels * length);
  return static_cast<double>(batch * length) * (6.0 * weights + attention);
}

std::string share_of_peak(double flop, double seconds, const Limits& limits) {
  const double gflops = flop / seconds / 1e9;
  return fmt::format("{:.0f} GFLOP/s, {:.0f} % of the peak", gflops, 100 * gflops / limits.gflops);
}

Workload training(const std::string& name, const std::string& what, const GptConfig& config, int64_t batch,
                  int64_t length, int rounds, int steps) {
  const auto make = [=]() -> Round {
    Random random(1);
    auto model = std::make_shared<Gpt>(config, random);
    auto learner = std::make_shared<Learner>(*model, AdamWSettings(), 1.0, random);
    const Batch data{random_ids({batch, length}, config.vocabulary, random),
                     random_ids({batch, length}, config.vocabulary, random)};
    return [model, learner, data, steps] {  // the learner refers to the model
      const auto start = Clock::now();
      for (int step = 0; step < steps; ++step) learner->step({&data, 1}, 1e-4);
      return since(start) / steps;
    };
  };
  const auto meaning = [=](double seconds, const Limits& limits) {
    return share_of_peak(training_flop(config, batch, length), seconds, limits);
  };
  return {name, what, rounds, true, make, meaning};
}

std::shared_ptr<Gpt> random_gpt2() {
  Random random(1);
  return std::make_shared<Gpt>(GptConfig(), random);
}

int32_t greedy(const Array& logits) {
  int64_t best = 0;
  for (int64_t i = 1; i < logits.size(); ++i)
    if (logits[i] > logits[best]) best = i;
  return static_cast<int32_t>(best);
}

Workload decoding() {
  static constexpr int kPrompt = 64, kCount = 128;
  const auto make = []() -> Round {
    auto model = random_gpt2();
    auto decoder = std::make_shared<Decoder>(*model, kPrompt + kCount);
    return [model, decoder] {
      Random random(2);
      decoder->forget();
      int32_t token = greedy(decoder->feed(random_ids({kPrompt}, 50257, random).values()));
      const auto start = Clock::now();
      for (int i = 0; i < kCount; ++i) token = greedy(decoder->feed({&token, 1}));
      return since(start) / kCount;
    };
  };
  const auto meaning = [](double seconds, const Limits& limits) {
    const double bytes = 4 * static_cast<double>(parameter_count(GptConfig()));
    const double ceiling = limits.gbps * 1e9 / bytes;
    return fmt::format("{:.1f} tokens/s, {:.0f} % of bandwidth ÷ weights", 1 / seconds,
                       100 / seconds / ceiling);
  };
  return {"decode", "GPT-2 124M, fp32, one token after another, 64 + 128, a token", 5, true, make, meaning};
}

Workload prefilling() {
  static constexpr int kLength = 512;
  const auto make = []() -> Round {
    auto model = random_gpt2();
    auto decoder = std::make_shared<Decoder>(*model, kLength);
    return [model, decoder] {
      Random random(2);
      decoder->forget();
      const Ids ids = random_ids({kLength}, 50257, random);
      const auto start = Clock::now();
      greedy(decoder->feed(ids.values()));
      return since(start);
    };
  };
  const auto meaning = [](double seconds, const Limits& limits) {
    const GptConfig c;
    const auto blocks = static_cast<double>(parameter_count(c) - (c.vocabulary + c.context) * c.channels);
    const double attention = 2.0 * static_cast<double>(c.layers * c.channels) * kLength;
    const double flop =
        kLength * (2 * blocks + attention) + 2.0 * static_cast<double>(c.vocabulary * c.channels);
    return fmt::format("{:.0f} tokens/s, {}", kLength / seconds, share_of_peak(flop, seconds, limits));
  };
  return {"prefill", "GPT-2 124M, fp32, a prompt of 512", 9, true, make, meaning};
}

// Removed when the worker ends.
struct TemporaryFolder {
  fs::path path = fs::temp_directory_path() / fmt::format("p2g-bench-{}", getpid());
  TemporaryFolder() { fs::create_directories(path); }
  ~TemporaryFolder() { fs::remove_all(path); }
};

Workload opening() {
  const auto make = []() -> Round {
    auto folder = std::make_shared<TemporaryFolder>();
    save_model(folder->path.string(), *random_gpt2());
    return [=] {
      const auto start = Clock::now();
      const Gpt model = load_model(folder->path.string());
      return since(start);
    };
  };
  const auto meaning = [](double, const Limits&) {
    return std::string("mapped; pages come in when they are read");
  };
  return {"open", "a 124M safetensors file to a model that can be asked", 9, false, make, meaning};
}

}  // namespace

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all{
      mnist_epoch(),
      lstm_layer(),
      attention_layer(256),
      attention_layer(512),
      attention_layer(1024),
      attention_layer(2048),
      attention_layer(4096),
      training("train-4x64", "GPT-2 124M, fp32, one training step at B=4 T=64", GptConfig(), 4, 64, 7, 1),
      training("train-4x256", "GPT-2 124M, fp32, one training step at B=4 T=256", GptConfig(), 4, 256, 5, 1),
      training("train-1x1024", "GPT-2 124M, fp32, one training step at B=1 T=1024", GptConfig(), 1, 1024, 5,
               1),
      training("train-char", "nanoGPT's CPU character model, one step at B=12 T=64", character_config(), 12,
               64, 15, 20),
      decoding(),
      prefilling(),
      tokenizing(),
      bpe_training(),
      word_vectors(),
      opening()};
  return all;
}

const Workload& find_workload(const std::string& name) {
  std::string names;
  for (const Workload& workload : workloads()) {
    if (workload.name == name) return workload;
    names += (names.empty() ? "" : ", ") + workload.name;
  }
  fail("bench", "there is no workload '{}': there are {}", name, names);
}

std::vector<Workload> find_family(const std::string& name) {
  std::vector<Workload> family;
  for (const Workload& workload : workloads())
    if (workload.name.rfind(name + "-", 0) == 0) family.push_back(workload);
  return family.empty() ? std::vector<Workload>{find_workload(name)} : family;
}

int work(const Workload& workload) {
  const Round round = workload.make();
  fmt::print("ready this course\n");
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    fmt::print("{}\n", round());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace p2g
