#include "training/checkpoint.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gpt2/atomic_file.h"
#include "gpt2/model_folder.h"
#include "gpt2/safetensors_writer.h"
#include "math/error.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
constexpr const char* kFirst = "m.";
constexpr const char* kSecond = "v.";

fs::path folder_of(const fs::path& run) { return run / "checkpoints"; }

// Whole checkpoints, oldest first.
std::vector<fs::path> checkpoints_of(const fs::path& run) {
  std::vector<fs::path> found;
  if (!fs::is_directory(folder_of(run))) return found;
  for (const auto& entry : fs::directory_iterator(folder_of(run)))
    if (entry.is_directory() && entry.path().filename().string().starts_with("step-"))
      found.push_back(entry.path());
  std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
    const std::string x = a.filename(), y = b.filename();
    return x.size() != y.size() ? x.size() < y.size() : x < y;
  });
  return found;
}

void write_moments(const fs::path& path, AdamW& optimizer) {
  std::vector<NamedArray> tensors;
  const Parameters& parameters = optimizer.parameters();
  for (size_t i = 0; i < parameters.size(); ++i) {
    tensors.push_back({kFirst + parameters[i].name, optimizer.first_moments()[i]});
    tensors.push_back({kSecond + parameters[i].name, optimizer.second_moments()[i]});
  }
  write_safetensors(path.string(), tensors);
}

void read_moments(const fs::path& path, AdamW& optimizer) {
  const SafetensorsFile file = SafetensorsFile::open(path.string());
  const auto read = [&](const std::string& name, Array& into) {
    const TensorEntry* entry = file.find(name);
    if (entry == nullptr) fail("checkpoint", "{} has no '{}'", path.string(), name);
    const Array array = file.array(*entry);
    check_shape("checkpoint", name, array.shape(), into.shape());
    into.copy_from(array);
  };
  const Parameters& parameters = optimizer.parameters();
  for (size_t i = 0; i < parameters.size(); ++i) {
    read(kFirst + parameters[i].name, optimizer.first_moments()[i]);
    read(kSecond + parameters[i].name, optimizer.second_moments()[i]);
  }
}

ordered_json position_of(const Random& random) { return {random.stream(), random.position()}; }

Random random_at(const ordered_json& value) {
  return Random::restored(value.at(0).get<uint64_t>(), value.at(1).get<uint64_t>());
}

void delete_old(const fs::path& run, int64_t keep) {
  const std::vector<fs::path> all = checkpoints_of(run);
  for (size_t i = 0; i + static_cast<size_t>(keep) < all.size(); ++i) fs::remove_all(all[i]);
}

}  // namespace

void write_checkpoint(const fs::path& run, const RunState& state, Learner& learner,
                      const Tokenizer& tokenizer, int64_t keep) {
  const std::string name = fmt::format("step-{:06}", state.step);
  const fs::path whole = folder_of(run) / name, part = folder_of(run) / ("." + name + ".part");
  if (fs::exists(whole)) return;
  fs::remove_all(part);
  fs::create_directories(part);
  save_model(part.string(), learner.model(), DType::kF32, tokenizer.end_of_text());
  tokenizer.save(part);
  write_moments(part / "optimizer.safetensors", learner.optimizer());
  const ordered_json text{{"step", state.step},
                          {"tokens", state.tokens},
                          {"optimizer_steps", learner.optimizer().steps()},
                          {"data", position_of(state.data)},
                          {"dropout", position_of(state.dropout)}};
  write_file_atomically((part / "state.json").string(), text.dump(2) + "\n");
  fs::rename(part, whole);
  sync_folder(folder_of(run).string());
  delete_old(run, keep);
}

std::optional<fs::path> latest_checkpoint(const fs::path& run) {
  if (!fs::is_directory(folder_of(run))) return std::nullopt;
  std::vector<fs::path> torn;
  for (const auto& entry : fs::directory_iterator(folder_of(run)))
    if (entry.path().filename().string().ends_with(".part")) torn.push_back(entry.path());
  for (const fs::path& path : torn) fs::remove_all(path);
  const std::vector<fs::path> all = checkpoints_of(run);
  return all.empty() ? std::nullopt : std::optional(all.back());
}

RunState read_checkpoint(const fs::path& checkpoint, AdamW& optimizer) {
  const fs::path path = checkpoint / "state.json";
  RunState state;
  try {
    const ordered_json text = ordered_json::parse(read_text("checkpoint", path));
    state.step = text.at("step").get<int64_t>();
    state.tokens = text.at("tokens").get<int64_t>();
    optimizer.set_steps(text.at("optimizer_steps").get<int64_t>());
    state.data = random_at(text.at("data"));
    state.dropout = random_at(text.at("dropout"));
  } catch (const ordered_json::exception& error) {
    fail("checkpoint", "{} is not what `train run` writes: {}", path.string(), error.what());
  }
  read_moments(checkpoint / "optimizer.safetensors", optimizer);
  return state;
}

int64_t checkpoint_bytes(const Gpt& model) {
  return 3 * 4 * parameter_count(model.config) + (int64_t{4} << 20);
}

}  // namespace p2g
