#include "training/prepare.h"

#include <nlohmann/json.hpp>

#include "gpt2/atomic_file.h"
#include "math/error.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/files.h"
#include "tokenizer/simple_tokenizers.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

std::string joined_text(const std::vector<fs::path>& paths) {
  std::string text;
  for (const fs::path& path : paths) text += read_text("prepare", path);
  if (text.empty()) fail("prepare", "the input is empty: there is nothing to train on");
  return text;
}

// A tokenizer that is trained here sees the training part only; characters must all be known.
std::unique_ptr<Tokenizer> make_tokenizer(const PrepareOptions& options, std::string_view text,
                                          std::string_view training) {
  if (options.train_bpe > 0) return std::make_unique<Bpe>(train_bpe(training, options.train_bpe).tokenizer());
  if (options.tokenizer == "char") return std::make_unique<CharTokenizer>(CharTokenizer::of(text));
  if (options.tokenizer == "byte") return std::make_unique<ByteTokenizer>();
  return load_tokenizer(options.tokenizer);
}

// Rounded down, as nanoGPT does; then on to the start of a character, so that none is split.
size_t cut_at(std::string_view text, double val_fraction) {
  auto cut = static_cast<size_t>(static_cast<double>(text.size()) * (1 - val_fraction));
  while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) ++cut;
  return cut;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail("prepare", "cannot make the folder {}: {}", folder.string(), error.message());
}

void write_meta(const PrepareOptions& options, const Prepared& made) {
  nlohmann::ordered_json input = nlohmann::ordered_json::array();
  for (const fs::path& path : options.input) input.push_back(path.string());
  const nlohmann::ordered_json meta{{"input", input},
                                    {"bytes", made.bytes},
                                    {"tokenizer", made.tokenizer},
                                    {"vocabulary", made.vocabulary},
                                    {"val_fraction", options.val_fraction},
                                    {"train_tokens", made.train_tokens},
                                    {"val_tokens", made.val_tokens}};
  write_file_atomically((options.out / "meta.json").string(), meta.dump(2) + "\n");
}

}  // namespace

Prepared prepare(const PrepareOptions& options) {
  if (!(options.val_fraction > 0 && options.val_fraction < 1))
    fail("prepare", "the held-out fraction is {}, wanted more than 0 and less than 1", options.val_fraction);
  const std::string text = joined_text(options.input);
  const size_t cut = cut_at(text, options.val_fraction);
  const std::string_view training = std::string_view(text).substr(0, cut);
  const auto tokenizer = make_tokenizer(options, text, training);
  const auto train = tokenizer->encode(training, Special::allowed);
  const auto val = tokenizer->encode(std::string_view(text).substr(cut), Special::allowed);
  if (train.empty() || val.empty())
    fail("prepare", "{} bytes give {} tokens to train on and {} to evaluate: more text is needed",
         text.size(), train.size(), val.size());
  make_folder(options.out);
  tokenizer->save(options.out);
  write_token_shard(options.out / "train.bin", train, options.format);
  write_token_shard(options.out / "val.bin", val, options.format);
  const Prepared made{static_cast<int64_t>(text.size()), static_cast<int64_t>(train.size()),
                      static_cast<int64_t>(val.size()), tokenizer->vocabulary(), tokenizer->kind()};
  write_meta(options, made);
  return made;
}

}  // namespace p2g
