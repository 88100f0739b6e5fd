// A tiny GPT learns one line by heart, says it as it is being learnt, and shows its loss falling.
#include <fmt/core.h>

#include <cmath>
#include <string>

#include "gpt2/generation.h"
#include "math/error.h"
#include "tokenizer/simple_tokenizers.h"
#include "training/learner.h"

namespace p2g {
namespace {

constexpr const char* kUsage =
    "usage: training_memorize_one_line [LINE]\n"
    "A GPT of two layers learns a line by heart, and says it from its first letter on.\n";

// What the model goes on with after the first character, always the most likely one.
std::string recite(const Gpt& gpt, const Tokenizer& tokenizer, const std::vector<int32_t>& ids) {
  Decoder decoder(gpt);
  Random unused(0);
  GenerationSettings settings;
  settings.count = static_cast<int64_t>(ids.size()) - 1;
  settings.sampler.temperature = 0;
  std::string said(tokenizer.piece(ids[0]));
  generate(decoder, {ids.data(), 1}, settings, unused, [&](int32_t id) { said += tokenizer.piece(id); });
  return said;
}

int learn(const std::string& line) {
  const CharTokenizer tokenizer = CharTokenizer::of(line);
  const std::vector<int32_t> ids = tokenizer.encode(line);
  if (ids.size() < 2) fail("line", "'{}' has nothing to learn: two characters at least", line);
  const auto length = static_cast<int64_t>(ids.size()) - 1;
  GptConfig config;
  config.vocabulary = tokenizer.vocabulary(), config.context = length + 1, config.channels = 32;
  config.layers = 2, config.heads = 2;
  Random random(2019);
  Gpt gpt(config, random);
  Learner learner(gpt, AdamWSettings(), /*clip=*/1, random.split());
  const Batch batch{Ids({1, length}, {ids.begin(), ids.end() - 1}),
                    Ids({1, length}, {ids.begin() + 1, ids.end()})};

  fmt::print("{} characters, {} of them different: {} parameters learn the line by heart\n\n", ids.size(),
             config.vocabulary, parameter_count(config));
  double loss = 0;
  for (int step = 0; step <= 100; ++step) {
    if (step % 20 == 0 || (step <= 10 && step % 2 == 0)) {
      loss = evaluate(gpt, {&batch, 1});
      const auto bar =
          static_cast<size_t>(std::lround(30 * loss / std::log(std::max<int64_t>(2, config.vocabulary))));
      fmt::print("step {:3}  loss {:.4f}  {:<30}  {}\n", step, loss,
                 std::string(std::min<size_t>(bar, 30), '#'), recite(gpt, tokenizer, ids));
    }
    learner.step({&batch, 1}, 3e-3);
  }
  if (recite(gpt, tokenizer, ids) == line) return 0;
  fail("memory", "the line was not learnt: the loss is {:.4f} still", loss);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::run_main("training_memorize_one_line", [&] {
    if (argc > 2) p2g::fail("usage", "one LINE at most: try --help");
    if (argc == 2 && std::string(argv[1]) == "--help") {
      fmt::print("{}", p2g::kUsage);
      return 0;
    }
    return p2g::learn(argc == 2 ? argv[1] : "the perceptron was one neuron, this is a small crowd");
  });
}
