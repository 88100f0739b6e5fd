// train prepare: text to token shards.
#include "training/prepare.h"

#include <fmt/core.h>

#include "program/program.h"

namespace p2g {
namespace {

int print_prepared(const PrepareOptions& options) {
  const Prepared made = prepare(options);
  fmt::print("{} bytes, vocabulary {} ({}): {} tokens in {}, {} in {}\n", made.bytes, made.vocabulary,
             made.tokenizer, made.train_tokens, (options.out / "train.bin").string(), made.val_tokens,
             (options.out / "val.bin").string());
  return 0;
}

}  // namespace

void add_prepare(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand(
      "prepare", "Turns text into token shards: train.bin, val.bin and the tokenizer's files");
  auto options = std::make_shared<PrepareOptions>();
  auto raw = std::make_shared<std::string>("llm.c");
  sub->add_option("--input", options->input, "Text files, read as one text")->required();
  auto* tokenizer = sub->add_option("--tokenizer", options->tokenizer,
                                    "A folder with a tokenizer's files, or char, or byte")
                        ->capture_default_str();
  sub->add_option("--train-bpe", options->train_bpe,
                  "Train a BPE of this vocabulary on the training part instead")
      ->check(CLI::Range(257, 65536))
      ->excludes(tokenizer);
  sub->add_option("--val-fraction", options->val_fraction, "The last part of the text, held out")
      ->capture_default_str();
  sub->add_option("--format", *raw, "llm.c: with a header; raw: as nanoGPT has it")
      ->check(CLI::IsMember({"llm.c", "raw"}))
      ->capture_default_str();
  sub->add_option("--out", options->out, "The folder to make")->required();
  sub->callback([options, raw, &action] {
    options->format = *raw == "raw" ? ShardFormat::raw : ShardFormat::llm_c;
    action = [options] { return print_prepared(*options); };
  });
}

}  // namespace p2g
