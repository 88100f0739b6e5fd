#include "training/settings.h"

#include <nlohmann/json.hpp>

#include "gpt2/atomic_file.h"
#include "math/error.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

using nlohmann::ordered_json;

// One list of names for reading and writing: visit(name, field) for every setting.
template <typename S, typename Visit>
void for_settings(S& s, Visit visit) {
  visit("data", s.data), visit("init_from", s.init_from);
  visit("layers", s.layers), visit("heads", s.heads), visit("channels", s.channels);
  visit("batch", s.batch), visit("seq", s.seq), visit("accumulate", s.accumulate);
  visit("steps", s.schedule.steps), visit("schedule", s.schedule.kind), visit("lr", s.schedule.learning_rate);
  visit("min_lr", s.schedule.min_learning_rate), visit("warmup", s.schedule.warmup);
  visit("beta1", s.adamw.beta1), visit("beta2", s.adamw.beta2), visit("eps", s.adamw.epsilon);
  visit("weight_decay", s.adamw.weight_decay), visit("decay_all", s.adamw.decay_all);
  visit("clip", s.clip), visit("dropout", s.dropout), visit("seed", s.seed);
  visit("eval_every", s.eval_every), visit("eval_batches", s.eval_batches);
  visit("sample_every", s.sample_every), visit("sample_tokens", s.sample_tokens);
  visit("checkpoint_every", s.checkpoint_every), visit("keep", s.keep);
  visit("overfit_one_batch", s.overfit_one_batch);
}

bool fits(const ordered_json& v, const std::string&) { return v.is_string(); }
bool fits(const ordered_json& v, int64_t) {
  return v.is_number_integer() && v >= -(int64_t{1} << 40) && v <= int64_t{1} << 40;
}
bool fits(const ordered_json& v, uint64_t) { return v.is_number_unsigned(); }
bool fits(const ordered_json& v, double) { return v.is_number(); }
bool fits(const ordered_json& v, bool) { return v.is_boolean(); }

void at_least(const char* name, int64_t got, int64_t least) {
  if (got < least) fail("settings", "{} is {}, wanted {} or more", name, got, least);
}

void between(const char* name, double got, double low, double high) {
  if (!(got >= low && got < high))
    fail("settings", "{} is {}, wanted {} or more and less than {}", name, got, low, high);
}

}  // namespace

void check_settings(const Settings& s) {
  for (const auto& [name, value] : {std::pair{"batch", s.batch},
                                    {"seq", s.seq},
                                    {"accumulate", s.accumulate},
                                    {"steps", s.schedule.steps},
                                    {"eval-batches", s.eval_batches},
                                    {"keep", s.keep},
                                    {"layers", s.layers},
                                    {"heads", s.heads},
                                    {"channels", s.channels}})
    at_least(name, value, 1);
  for (const auto& [name, value] : {std::pair{"warmup", s.schedule.warmup},
                                    {"eval-every", s.eval_every},
                                    {"sample-every", s.sample_every},
                                    {"checkpoint-every", s.checkpoint_every},
                                    {"sample-tokens", s.sample_tokens}})
    at_least(name, value, 0);
  between("beta1", s.adamw.beta1, 0, 1), between("beta2", s.adamw.beta2, 0, 1),
      between("dropout", s.dropout, 0, 1);
  for (const auto& [name, value] : {std::pair{"lr", s.schedule.learning_rate},
                                    {"min-lr", s.schedule.min_learning_rate},
                                    {"eps", s.adamw.epsilon},
                                    {"weight-decay", s.adamw.weight_decay},
                                    {"clip", s.clip}})
    between(name, value, 0, 1e30);
  if (s.schedule.kind != "constant" && s.schedule.kind != "cosine")
    fail("settings", "schedule is '{}', wanted constant or cosine", s.schedule.kind);
  if (s.schedule.kind == "cosine" && s.schedule.min_learning_rate > s.schedule.learning_rate)
    fail("settings", "min-lr {} is more than lr {}", s.schedule.min_learning_rate, s.schedule.learning_rate);
}

ordered_json to_json(const Settings& settings) {
  ordered_json object = ordered_json::object();
  for_settings(settings, [&](const char* name, const auto& field) { object[name] = field; });
  return object;
}

void apply_json(Settings& settings, const ordered_json& object, const std::string& path) {
  if (!object.is_object()) fail("settings", "{}: wanted an object of settings", path);
  size_t known = 0;
  for_settings(settings, [&](const char* name, auto& field) {
    if (!object.contains(name)) return;
    ++known;
    if (!fits(object[name], field)) fail("settings", "{}: {} cannot be {}", path, name, object[name].dump());
    field = object[name].get<std::decay_t<decltype(field)>>();
  });
  if (known == object.size()) return;
  const ordered_json all = to_json(settings);
  for (const auto& [name, value] : object.items())
    if (!all.contains(name))
      fail("settings", "{}: '{}' is not a setting. `train run --help` names them", path, name);
}

Settings read_settings(const std::filesystem::path& path) {
  const std::string text = read_text("settings", path);
  Settings settings;
  try {
    apply_json(settings, ordered_json::parse(text), path.string());
  } catch (const ordered_json::exception& error) {
    fail("settings", "{} is not JSON: {}", path.string(), error.what());
  }
  return settings;
}

void write_settings(const std::filesystem::path& path, const Settings& settings) {
  write_file_atomically(path.string(), to_json(settings).dump(2) + "\n");
}

}  // namespace p2g
