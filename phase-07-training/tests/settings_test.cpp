// Settings: what is written is read, and what makes no run is said.
#include "training/settings.h"

#include <nlohmann/json.hpp>

#include "test_files.h"
#include "throws.h"

namespace p2g {
namespace {

using nlohmann::ordered_json;

// Every setting unlike its default, whatever settings there are.
Settings all_changed() {
  ordered_json object = to_json(Settings());
  for (auto& [name, value] : object.items()) {
    if (value.is_boolean())
      value = !value.get<bool>();
    else if (value.is_number_unsigned())
      value = value.get<uint64_t>() + 7;
    else if (value.is_number_integer())
      value = value.get<int64_t>() + 5;
    else if (value.is_number())
      value = value.get<double>() + 0.1234567890123456;
    else
      value = "other " + name;
  }
  Settings settings;
  apply_json(settings, object, "test");
  return settings;
}

TEST(Settings, WhatIsWrittenIsRead) {
  const ScratchFolder folder;
  const Settings settings = all_changed();
  write_settings(folder / "settings.json", settings);
  const ordered_json read = to_json(read_settings(folder / "settings.json")), defaults = to_json(Settings());
  EXPECT_EQ(read, to_json(settings));
  for (const auto& [name, value] : defaults.items()) EXPECT_NE(read[name], value) << name;
}

TEST(Settings, OnlyWhatIsNamedChanges) {
  Settings settings = all_changed();
  apply_json(settings, {{"lr", 1}, {"steps", 77}}, "test");
  ordered_json expected = to_json(all_changed());
  expected["lr"] = 1.0, expected["steps"] = 77;
  EXPECT_EQ(to_json(settings), expected);
  EXPECT_EQ(settings.schedule.steps, 77);
}

TEST(Settings, WhatIsNoSettingIsNamed) {
  const auto error = [](const ordered_json& object) {
    return error_of([&] {
      Settings settings;
      apply_json(settings, object, "file.json");
    });
  };
  EXPECT_TRUE(says(error({{"layers", 2}, {"layer", 3}}), {"file.json", "'layer' is not a setting"}));
  EXPECT_TRUE(says(error(ordered_json::array({1})), {"object"}));
  EXPECT_TRUE(says(error({{"layers", "2"}}), {"file.json", "layers", "\"2\""}));
  EXPECT_TRUE(says(error({{"layers", 2.5}}), {"layers", "2.5"}));
  EXPECT_TRUE(says(error({{"layers", int64_t{1} << 60}}), {"layers"}));
  EXPECT_TRUE(says(error({{"seed", -1}}), {"seed", "-1"}));
  EXPECT_TRUE(says(error({{"lr", true}}), {"lr", "true"}));
  EXPECT_TRUE(says(error({{"decay_all", 1}}), {"decay_all", "1"}));
  EXPECT_TRUE(says(error({{"schedule", nullptr}}), {"schedule", "null"}));
}

TEST(Settings, WhatMakesNoRunIsNamed) {
  check_settings(Settings());
  for (const char* name : {"layers",
                           "heads",
                           "channels",
                           "batch",
                           "seq",
                           "accumulate",
                           "steps",
                           "eval_batches",
                           "keep",
                           "warmup",
                           "eval_every",
                           "sample_every",
                           "sample_tokens",
                           "checkpoint_every",
                           "lr",
                           "min_lr",
                           "eps",
                           "weight_decay",
                           "clip",
                           "beta1",
                           "beta2",
                           "dropout"}) {
    Settings settings;
    apply_json(settings, {{name, -1}}, "test");
    std::string said = name;
    std::replace(said.begin(), said.end(), '_', '-');
    EXPECT_TRUE(says(error_of([&] { check_settings(settings); }), {said.c_str(), "is -1", "wanted"})) << name;
  }
  const auto error = [](const ordered_json& object) {
    Settings settings;
    apply_json(settings, object, "test");
    return error_of([&] { check_settings(settings); });
  };
  for (const char* name : {"layers", "steps", "batch", "seq", "keep"})
    EXPECT_TRUE(says(error({{name, 0}}), {name, "is 0", "1 or more"}));
  for (const char* name : {"beta1", "beta2", "dropout"})
    EXPECT_TRUE(says(error({{name, 1}}), {name, "is 1", "less than 1"}));
  EXPECT_TRUE(says(error({{"schedule", "linear"}}), {"linear", "constant or cosine"}));
  EXPECT_TRUE(says(error({{"lr", 1e-5}}), {"min-lr", "lr"}));
}

TEST(Settings, FilesThatAreNotSettings) {
  const ScratchFolder folder;
  const auto error = [&](const std::string& text) {
    return error_of([&] { read_settings(folder.put("s.json", text)); });
  };
  EXPECT_TRUE(says(error("{\"layers\": 2"), {"s.json", "not JSON"}));
  EXPECT_TRUE(says(error(""), {"s.json", "not JSON"}));
  EXPECT_TRUE(says(error("[]"), {"s.json", "object"}));
  EXPECT_TRUE(says(error_of([&] { read_settings(folder / "absent.json"); }), {"absent.json"}));
}

}  // namespace
}  // namespace p2g
