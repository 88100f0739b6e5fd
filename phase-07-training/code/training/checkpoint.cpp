#include "training/checkpoint.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>
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

// The step in "step-000500"; nothing for another name.
std::optional<int64_t> step_of(const std::string& name) {
  constexpr std::string_view kStart = "step-";
  if (!name.starts_with(kStart)) return std::nullopt;
  int64_t step = 0;
  const char* last = name.data() + name.size();
  const auto [end, error] = std::from_chars(name.data() + kStart.size(), last, step);
  return error == std::errc() && end == last && step >= 0 ? std::optional(step) : std::nullopt;
}

// Whole checkpoints, by step.
std::map<int64_t, fs::path> checkpoints_of(const fs::path& run) {
  std::map<int64_t, fs::path> found;
  if (!fs::is_directory(folder_of(run))) return found;
  for (const auto& entry : fs::directory_iterator(folder_of(run)))
    if (const auto step = step_of(entry.path().filename()); step && entry.is_directory())
      found[*step] = entry.path();
  return found;
}

fs::path hidden(const fs::path& checkpoint) {
  return checkpoint.parent_path() / fmt::format(".{}.part", checkpoint.filename().string());
}

// What an interrupted write or deletion left behind.
void remove_torn(const fs::path& run) {
  std::vector<fs::path> torn;
  for (const auto& entry : fs::directory_iterator(folder_of(run)))
    if (entry.path().filename().string().ends_with(".part")) torn.push_back(entry.path());
  for (const fs::path& path : torn) fs::remove_all(path);
}

// Hidden first: half a deletion must not look like a checkpoint.
void delete_old(const fs::path& run, int64_t keep) {
  std::map<int64_t, fs::path> all = checkpoints_of(run);
  for (; keep > 0 && static_cast<int64_t>(all.size()) > keep; all.erase(all.begin())) {
    const fs::path& oldest = all.begin()->second;
    fs::rename(oldest, hidden(oldest));
    fs::remove_all(hidden(oldest));
  }
}

void sync_file(const fs::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  if (descriptor >= 0) close(descriptor);
  if (!synced) fail("checkpoint", "cannot sync {}: {}", path.string(), std::strerror(errno));
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

void write_files(const fs::path& part, const RunState& state, Learner& learner, const Tokenizer& tokenizer) {
  fs::create_directories(part);
  save_model(part.string(), learner.model(), DType::kF32, tokenizer.end_of_text());
  tokenizer.save(part);
  write_moments(part / "optimizer.safetensors", learner.optimizer());
  const ordered_json text{{"step", state.step},
                          {"tokens", state.tokens},
                          {"optimizer_steps", learner.optimizer().steps()},
                          {"data", position_of(state.data)},
                          {"data_tokens", state.data_tokens},
                          {"dropout", position_of(state.dropout)}};
  write_file_atomically((part / "state.json").string(), text.dump(2) + "\n");
  for (const auto& entry : fs::directory_iterator(part)) sync_file(entry.path());
  sync_folder(part.string());
}

}  // namespace

void write_checkpoint(const fs::path& run, const RunState& state, Learner& learner,
                      const Tokenizer& tokenizer, int64_t keep) {
  const fs::path whole = folder_of(run) / fmt::format("step-{:06}", state.step), part = hidden(whole);
  fs::create_directories(folder_of(run));
  remove_torn(run);
  if (fs::exists(whole)) return;
  try {
    write_files(part, state, learner, tokenizer);
    fs::rename(part, whole);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(part, ignored);
    throw;
  }
  sync_folder(folder_of(run).string());
  delete_old(run, keep);
}

std::optional<fs::path> latest_checkpoint(const fs::path& run) {
  const std::map<int64_t, fs::path> all = checkpoints_of(run);
  return all.empty() ? std::nullopt : std::optional(all.rbegin()->second);
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
    state.data_tokens = text.at("data_tokens").get<int64_t>();
    state.dropout = random_at(text.at("dropout"));
  } catch (const ordered_json::exception& error) {
    fail("checkpoint", "{} is not what `train run` writes: {}", path.string(), error.what());
  }
  read_moments(checkpoint / "optimizer.safetensors", optimizer);
  return state;
}

int64_t checkpoint_bytes(const Gpt& model) {
  constexpr int64_t kOtherFiles = 4 << 20;
  return 3 * 4 * parameter_count(model.config) + kOtherFiles;
}

}  // namespace p2g
