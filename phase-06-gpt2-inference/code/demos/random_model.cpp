// A model folder with seeded random weights, of GPT-2's size if no other is asked for: random_model FOLDER
// [SIZES]
//
// For measuring speed, and for comparing with other implementations where the real weights cannot be had.
#include <fmt/core.h>

#include <charconv>
#include <cstring>
#include <map>

#include "gpt2/model_folder.h"
#include "math/error.h"
#include "tokenizer/tokenizer.h"

namespace p2g {
namespace {

constexpr const char* kUsage =
    "usage: random_model FOLDER [--layers N] [--heads N] [--channels N] [--context N] [--vocabulary N]\n"
    "                    [--seed N] [--tokenizer FOLDER]\n"
    "Writes config.json and model.safetensors with random weights; GPT-2 124M's sizes unless others are "
    "named.\n";

int64_t number(const std::string& flag, const char* text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), value);
  if (error != std::errc() || *end != '\0' || value < 0)
    fail("random_model", "{} is '{}', wanted a number", flag, text);
  return value;
}

// Norms and biases are not left at ones and zeros: a loader that mixed them up would go unnoticed.
void shake(Gpt& model, Random& random) {
  for (NamedTensor& p : model.parameters()) {
    if (p.tensor.shape().rank() != 1) continue;
    const double mean = p.name.find("ln_") != std::string::npos && p.name.ends_with("weight") ? 1 : 0;
    fill_normal(p.tensor.mutable_value(), mean, 0.1, random);
  }
}

int run(int argc, char** argv) {
  if (argc < 2 || std::string(argv[1]) == "--help") {
    fmt::print("{}", kUsage);
    return argc < 2 ? 2 : 0;
  }
  GptConfig config;
  int64_t seed = 1;
  std::string tokenizer_folder;
  const std::map<std::string, int64_t*> sizes{
      {"--layers", &config.layers},   {"--heads", &config.heads},           {"--channels", &config.channels},
      {"--context", &config.context}, {"--vocabulary", &config.vocabulary}, {"--seed", &seed}};
  for (int i = 2; i < argc; i += 2) {
    const std::string flag = argv[i];
    if (i + 1 == argc) fail("random_model", "{} wants a value: try --help", flag);
    if (flag == "--tokenizer")
      tokenizer_folder = argv[i + 1];
    else if (const auto found = sizes.find(flag); found != sizes.end())
      *found->second = number(flag, argv[i + 1]);
    else
      fail("random_model", "{} is not a flag: try --help", flag);
  }
  Random random(static_cast<uint64_t>(seed));
  Gpt model(config, random);
  shake(model, random);
  const auto tokenizer = tokenizer_folder.empty() ? nullptr : load_tokenizer(tokenizer_folder);
  save_model(argv[1], model, DType::kF32, tokenizer ? tokenizer->end_of_text() : std::nullopt);
  if (tokenizer) tokenizer->save(argv[1]);
  fmt::print("{}: {} parameters\n", argv[1], parameter_count(config));
  return 0;
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::run_main("random_model", [&] { return p2g::run(argc, argv); });
}
