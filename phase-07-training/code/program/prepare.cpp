// train prepare: text to token shards.
#include <fmt/core.h>

#include <cmath>
#include <filesystem>

#include "gpt2/atomic_file.h"
#include "math/error.h"
#include "program/program.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/files.h"
#include "tokenizer/simple_tokenizers.h"
#include "training/token_shard.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

struct PrepareOptions {
  std::vector<std::string> input;
  std::string tokenizer = "char", out, format = "llm.c";
  double val_fraction = 0.1;
  int64_t bpe = 0;
};

// The text of all files, in order.
std::string joined_text(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) text += read_text("prepare", path);
  if (text.empty()) fail("prepare", "the input is empty: there is nothing to train on");
  return text;
}

std::unique_ptr<Tokenizer> make_tokenizer(const PrepareOptions& options, std::string_view text) {
  if (options.bpe > 0) return std::make_unique<Bpe>(train_bpe(text, options.bpe).tokenizer());
  if (options.tokenizer == "char") return std::make_unique<CharTokenizer>(CharTokenizer::of(text));
  if (options.tokenizer == "byte") return std::make_unique<ByteTokenizer>();
  return load_tokenizer(options.tokenizer);
}

// The text is cut at a byte: at the start of a character there, so that none is split.
size_t cut_at(std::string_view text, double val_fraction) {
  auto cut = static_cast<size_t>(std::llround(static_cast<double>(text.size()) * (1 - val_fraction)));
  while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) ++cut;
  return cut;
}

int prepare(const PrepareOptions& options) {
  if (!(options.val_fraction > 0 && options.val_fraction < 1))
    fail("prepare", "--val-fraction is {}, wanted more than 0 and less than 1", options.val_fraction);
  const std::string text = joined_text(options.input);
  const size_t cut = cut_at(text, options.val_fraction);
  // A tokenizer that is trained here sees the training part only; characters must all be known.
  const std::string_view training = std::string_view(text).substr(0, cut);
  const auto tokenizer = make_tokenizer(options, options.bpe > 0 ? training : std::string_view(text));
  const auto train = tokenizer->encode(training, Special::allowed);
  const auto val = tokenizer->encode(std::string_view(text).substr(cut), Special::allowed);
  if (train.empty() || val.empty())
    fail("prepare", "{} bytes give {} tokens to train on and {} to evaluate: more text is needed",
         text.size(), train.size(), val.size());
  const fs::path out(options.out);
  std::error_code error;
  fs::create_directories(out, error);
  if (error) fail("prepare", "cannot make the folder {}: {}", out.string(), error.message());
  const ShardFormat format = options.format == "raw" ? ShardFormat::raw : ShardFormat::llm_c;
  tokenizer->save(out);
  write_token_shard(out / "train.bin", train, format);
  write_token_shard(out / "val.bin", val, format);
  fmt::print("{} bytes, vocabulary {} ({}): {} tokens in {}, {} in {}\n", text.size(),
             tokenizer->vocabulary(), tokenizer->kind(), train.size(), (out / "train.bin").string(),
             val.size(), (out / "val.bin").string());
  return 0;
}

}  // namespace

void add_prepare(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand(
      "prepare", "Turns text into token shards: train.bin, val.bin and the tokenizer's files");
  auto options = std::make_shared<PrepareOptions>();
  sub->add_option("--input", options->input, "Text files, read as one text")->required();
  sub->add_option("--tokenizer", options->tokenizer, "A folder with a tokenizer's files, or char, or byte")
      ->capture_default_str();
  auto* bpe = sub->add_option("--train-bpe", options->bpe,
                              "Train a BPE of this vocabulary on the training part instead")
                  ->check(CLI::Range(257, 65536));
  bpe->excludes("--tokenizer");
  sub->add_option("--val-fraction", options->val_fraction, "The last part of the text, held out")
      ->capture_default_str();
  sub->add_option("--format", options->format, "llm.c: with a header; raw: as nanoGPT has it")
      ->check(CLI::IsMember({"llm.c", "raw"}))
      ->capture_default_str();
  sub->add_option("--out", options->out, "The folder to make")->required();
  sub->callback([options, &action] { action = [options] { return prepare(*options); }; });
}

}  // namespace p2g
