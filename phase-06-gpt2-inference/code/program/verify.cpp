// gpt2 verify: is this folder OpenAI's GPT-2 124M, and does this machine say what others have seen it say?
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>

#include "gpt2/decoder.h"
#include "gpt2/generation.h"
#include "gpt2/model_folder.h"
#include "gpt2/sha256.h"
#include "math/error.h"
#include "program/known_outputs.h"
#include "program/program.h"
#include "tokenizer/tokenizer.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

constexpr double kLogitTolerance = 1e-2, kLossTolerance = 1e-3, kWeightTolerance = 5e-6;

class Checks {
 public:
  void report(bool passed, std::string_view what, std::string_view detail) {
    fmt::print("{} {}: {}\n", passed ? "PASS" : "FAIL", what, detail);
    std::fflush(stdout);
    ++(passed ? passed_ : failed_);
  }
  template <typename T>
  void equal(std::string_view what, const T& got, const T& wanted) {
    if (got == wanted)
      report(true, what, fmt::format("{}", got));
    else
      report(false, what, fmt::format("{}, wanted {}", got, wanted));
  }
  void close(std::string_view what, double got, double wanted, double tolerance) {
    report(std::abs(got - wanted) <= tolerance, what,
           fmt::format("{:.6f}, published {:.6f}, tolerance {:g}", got, wanted, tolerance));
  }
  // A check that throws has failed; the others go on.
  void attempt(std::string_view what, const std::function<void()>& body) {
    try {
      body();
    } catch (const Error& error) {
      report(false, what, error.what());
    }
  }
  int passed() const { return passed_; }
  int failed() const { return failed_; }

 private:
  int passed_ = 0, failed_ = 0;
};

void check_files(Checks& checks, const std::string& folder) {
  for (const KnownFile& known : kKnownFiles)
    checks.attempt(known.name, [&] {
      const std::string path = (fs::path(folder) / known.name).string();
      std::error_code error;
      const auto bytes = fs::file_size(path, error);
      if (error) fail("verify", "cannot read {}: {}", path, error.message());
      checks.equal(fmt::format("bytes of {}", known.name), static_cast<int64_t>(bytes), known.bytes);
      checks.equal(fmt::format("sha256 of {}", known.name), sha256_of_file(path), std::string(known.sha256));
    });
}

bool check_architecture(Checks& checks, const ModelFolder& folder) {
  const auto text = [](const GptConfig& c) {
    return fmt::format("{} layers, {} channels, {} heads, context {}, vocabulary {}, epsilon {:g}", c.layers,
                       c.channels, c.heads, c.context, c.vocabulary, c.layer_norm_epsilon);
  };
  checks.equal("config.json", text(folder.config), text(GptConfig{}));
  checks.report(folder.report.loads(), "tensors", folder.report.summary());
  return folder.report.loads() && text(folder.config) == text(GptConfig{});
}

std::vector<int32_t> best_of_rows(const Array& logits) {
  std::vector<int32_t> best;
  const int64_t V = logits.shape().last();
  for (int64_t row = 0; row < logits.shape().rows(); ++row) {
    const Real* first = logits.data() + row * V;
    best.push_back(static_cast<int32_t>(std::max_element(first, first + V) - first));
  }
  return best;
}

std::vector<int32_t> greedy(const Gpt& model, const std::vector<int32_t>& prompt, size_t count) {
  Decoder decoder(model);
  GenerationSettings settings;
  settings.count = static_cast<int64_t>(count);
  settings.sampler.temperature = 0;
  Random unused(0);
  std::vector<int32_t> ids;
  generate(decoder, prompt, settings, unused, [&](int32_t id) { ids.push_back(id); });
  return ids;
}

void check_logits(Checks& checks, const Gpt& model) {
  const Real* row = model.wte.value().data() + kHello * model.config.channels;
  for (size_t i = 0; i < kHelloRow.size(); ++i)
    checks.close(fmt::format("wte[{}][{}]", kHello, i), row[i], kHelloRow[i], kWeightTolerance);

  const Array hello = Decoder(model).feed_all(std::array{static_cast<int32_t>(kHello)});
  for (const auto& [id, value] : kHelloLogits)
    checks.close(fmt::format("logit {} after {}", id, kHello), hello[id], value, kLogitTolerance);

  const Array three = Decoder(model).feed_all(kThreeIds);
  checks.equal(fmt::format("most likely after each of {}", kThreeIds), best_of_rows(three), kThreeBest);
  for (const auto& [id, value] : kThreeLogits)
    checks.close(fmt::format("logit {} after {}", id, kThreeIds), three[2 * model.config.vocabulary + id],
                 value, kLogitTolerance);

  const Array four = Decoder(model).feed_all(kFourIds);
  double sum = 0;
  for (int64_t i = 0; i < four.size(); ++i) sum += four[i];
  checks.close(fmt::format("mean logit of {}", kFourIds), sum / static_cast<double>(four.size()), kFourMean,
               kLogitTolerance);
}

void check_loss(Checks& checks, const Gpt& model) {
  const auto* ids = kShakespeare.data();
  const Ids inputs({4, 64}, {ids, ids + 256}), targets({4, 64}, {ids + 1, ids + 257});
  checks.close("loss on 4 x 64 ids of Shakespeare", model.loss(inputs, targets).item(), kShakespeareLoss,
               kLossTolerance);
}

void check_speech(Checks& checks, const Gpt& model, const std::string& folder) {
  checks.equal("greedy after \"The dog\"", greedy(model, kDog, kDogGoesOn.size()), kDogGoesOn);
  checks.attempt("tokenizer", [&] {
    const auto tokenizer = load_tokenizer(folder);
    checks.equal("ids of \"Hello world\"", tokenizer->encode("Hello world"), {15496, 995});
    for (const auto& [prompt, wanted] : kContinuations) {
      const size_t count = tokenizer->encode(wanted).size();
      const std::string got = tokenizer->decode(greedy(model, tokenizer->encode(prompt), count));
      checks.report(got == wanted, fmt::format("greedy after \"{}\"", prompt),
                    got == wanted ? fmt::format("{} tokens as published", count)
                                  : fmt::format("got {:?}, published {:?}", got, wanted));
    }
  });
}

int verify(const std::string& path) {
  const ModelFolder folder = open_model_folder(path);
  Checks checks;
  const bool has_its_shape = check_architecture(checks, folder);
  check_files(checks, path);
  if (has_its_shape) {
    const NoGrad no_grad;
    const Gpt model = load_model(folder);
    checks.attempt("logits", [&] { check_logits(checks, model); });
    checks.attempt("loss", [&] { check_loss(checks, model); });
    checks.attempt("speech", [&] { check_speech(checks, model, path); });
  } else {
    fmt::print("SKIP known outputs: the weights are not those of GPT-2 124M\n");
  }
  if (checks.failed() > 0) {
    fmt::print("{} is not the real GPT-2 124M: {} of {} checks failed. ./course fetch gpt2 gets it.\n", path,
               checks.failed(), checks.passed() + checks.failed());
    return 1;
  }
  fmt::print("All {} checks passed: {} is the real GPT-2 124M, and this machine speaks it.\n",
             checks.passed(), path);
  return 0;
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
  auto* sub =
      app.add_subcommand("verify", "Proves that a folder is GPT-2 124M and that its known outputs come out");
  auto path = std::make_shared<std::string>();
  sub->add_option("path", *path, "folder with config.json, model.safetensors, vocab.json and merges.txt")
      ->required();
  sub->callback([path, &action] { action = [path] { return verify(*path); }; });
}

}  // namespace p2g
