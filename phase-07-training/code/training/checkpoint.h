// Checkpoints: a model in Hugging Face's layout, with the optimizer's moments and where the run was beside
// it.
//
// RUN/checkpoints/step-000500/  config.json, model.safetensors, the tokenizer's files, optimizer.safetensors,
// state.json
#pragma once

#include <filesystem>
#include <optional>

#include "tokenizer/tokenizer.h"
#include "training/learner.h"

namespace p2g {

struct RunState {
  int64_t step = 0, tokens = 0;
  Random data{0}, dropout{0};  // where their streams are
  int64_t data_tokens = 0;     // of the shard: another one would not go on where this one was
};

// Written in a hidden folder, synced, then renamed: a stop at any moment leaves whole checkpoints only. One
// that is there already stays. The oldest are deleted, after that, until `keep` are left; 0 keeps all.
// What an interrupted write left behind is removed. Throws if the disk is full; what was there before is then
// untouched, and nothing half written stays.
void write_checkpoint(const std::filesystem::path& run, const RunState& state, Learner& learner,
                      const Tokenizer& tokenizer, int64_t keep);

// The latest whole one; nothing if there is none. Changes nothing: another program may be writing the next.
std::optional<std::filesystem::path> latest_checkpoint(const std::filesystem::path& run);

// Moments into the optimizer; the weights are load_model's. Throws on files that do not belong together.
RunState read_checkpoint(const std::filesystem::path& checkpoint, AdamW& optimizer);

// Bytes that one takes.
int64_t checkpoint_bytes(const Gpt& model);

}  // namespace p2g
