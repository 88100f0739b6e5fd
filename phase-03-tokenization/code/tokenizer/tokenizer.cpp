#include "tokenizer/tokenizer.h"

#include "math/error.h"
#include "tokenizer/bpe.h"
#include "tokenizer/simple_tokenizers.h"

namespace p2g {

std::string Tokenizer::decode(std::span<const int32_t> ids) const {
  std::string text;
  for (const int32_t id : ids) text += piece(id);
  return text;
}

std::unique_ptr<Tokenizer> load_tokenizer(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder))
    fail("tokenizer", "{} is not a folder. Is the path right?", folder.string());
  const auto has = [&](const char* name) { return std::filesystem::exists(folder / name); };
  if (has("vocab.json") && has("merges.txt"))
    return std::make_unique<Bpe>(Bpe::load(folder / "vocab.json", folder / "merges.txt"));
  if (has("encoder.json") && has("vocab.bpe"))
    return std::make_unique<Bpe>(Bpe::load(folder / "encoder.json", folder / "vocab.bpe"));
  if (has(kSimpleFile)) return load_simple_tokenizer(folder);
  fail("tokenizer",
       "{} holds no tokenizer: wanted vocab.json and merges.txt (or encoder.json and vocab.bpe, or {}). "
       "`./course fetch gpt2-tokenizer` gets GPT-2's",
       folder.string(), kSimpleFile);
}

}  // namespace p2g
