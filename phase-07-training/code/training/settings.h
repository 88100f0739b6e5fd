// Everything that defines a run; what a run folder's settings.json holds.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "training/adamw.h"
#include "training/schedule.h"
#include "transformer/gpt.h"

namespace p2g {

struct Settings {
  std::string data;       // a folder that `train prepare` made
  std::string init_from;  // a model folder to start from; empty: from scratch

  int64_t layers = 4, heads = 4, channels = 128;
  int64_t batch = 12, seq = 64,
          accumulate = 1;  // sequences a micro-batch, tokens a sequence, micro-batches a step
  Schedule schedule;       // with the number of steps
  AdamWSettings adamw;
  double clip = 1, dropout = 0;
  uint64_t seed = 1;

  int64_t eval_every = 250, eval_batches = 50;  // every … steps, and after the last; 0: never
  int64_t sample_every = 0, sample_tokens = 200;
  int64_t checkpoint_every = 0, keep = 2;  // the last is always written; older ones than `keep` are deleted
  bool overfit_one_batch = false;
};

void check_settings(const Settings& settings);  // throws on what makes no run

nlohmann::ordered_json to_json(const Settings& settings);
// Changes what the object names; throws on a name that is not a setting, or a value of another kind.
void apply_json(Settings& settings, const nlohmann::ordered_json& object, const std::string& path);

Settings read_settings(const std::filesystem::path& path);
void write_settings(const std::filesystem::path& path, const Settings& settings);

}  // namespace p2g
