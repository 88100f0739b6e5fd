#include "training/sample_text.h"

#include "gpt2/atomic_file.h"
#include "gpt2/generation.h"
#include "math/error.h"

namespace p2g {
namespace {

std::vector<int32_t> opening(const Tokenizer& tokenizer) {
  try {
    return tokenizer.encode("\n");
  } catch (const Error&) {  // a vocabulary without line breaks
    return {tokenizer.end_of_text().value_or(0)};
  }
}

}  // namespace

std::string sample_text(const Gpt& model, const Tokenizer& tokenizer, int64_t count, Random& random) {
  const std::vector<int32_t> prompt = opening(tokenizer);
  Decoder decoder(model);
  std::string text;
  if (static_cast<int64_t>(prompt.size()) >= decoder.capacity()) return text;
  GenerationSettings settings;
  settings.count = count;
  settings.stop_id = tokenizer.end_of_text().value_or(-1);
  settings.sampler.temperature = 0.8;
  generate(decoder, prompt, settings, random, [&](int32_t id) {
    if (id < tokenizer.vocabulary()) text += tokenizer.piece(id);
  });
  return text;
}

void write_sample_text(const std::filesystem::path& path, const Gpt& model, const Tokenizer& tokenizer,
                       int64_t count, Random& random) {
  std::filesystem::create_directories(path.parent_path());
  write_file_atomically(path.string(), sample_text(model, tokenizer, count, random) + "\n");
}

}  // namespace p2g
