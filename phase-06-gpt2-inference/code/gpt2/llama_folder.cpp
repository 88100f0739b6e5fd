#include "gpt2/llama_folder.h"

#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "gpt2/atomic_file.h"
#include "gpt2/safetensors.h"
#include "gpt2/safetensors_writer.h"
#include "gpt2/strict_json.h"
#include "math/error.h"
#include "math/threads.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;

// Tables have a row for each word in both layouts; projections are turned.
bool is_turned(const std::string& name) { return name.find("_proj.") != std::string::npos; }

Array turned(const Array& x) {
  const int64_t rows = x.shape()[0], columns = x.shape()[1];
  Array y = Array::uninitialized({columns, rows});
  parallel_for(columns, 16, [&](int64_t first, int64_t last) {
    for (int64_t c = first; c < last; ++c)
      for (int64_t r = 0; r < rows; ++r) y.data()[c * rows + r] = x.data()[r * columns + c];
  });
  return y;
}

Shape shape_in_file(const NamedTensor& parameter) {
  const Shape& shape = parameter.tensor.shape();
  return is_turned(parameter.name) ? Shape{shape[1], shape[0]} : shape;
}

// Throws unless the file holds each parameter in its shape and a type that can be read, and nothing else.
void check_tensors(const SafetensorsFile& file, const Parameters& parameters) {
  std::unordered_set<std::string> known;
  for (const NamedTensor& p : parameters) {
    known.insert(p.name);
    const TensorEntry* entry = file.find(p.name);
    const Shape wanted = shape_in_file(p);
    if (entry == nullptr) fail("llama", "{} holds no {} {}", file.path(), p.name, wanted.to_string());
    const Shape got =
        Shape::of(entry->shape.data(), static_cast<int>(std::min<size_t>(entry->shape.size(), 6)));
    if (entry->shape.size() > 6 || !(got == wanted))
      fail("llama", "{}: {} is {}, wanted {}", file.path(), p.name, shape_text(*entry), wanted.to_string());
    if (!is_readable(entry->dtype))
      fail("llama", "{}: {} is {}, wanted F32, F16 or BF16", file.path(), p.name, dtype_name(entry->dtype));
  }
  for (const TensorEntry& entry : file.entries())
    if (!known.contains(entry.name))
      fail("llama", "{} holds {}, which config.json does not ask for", file.path(), printable(entry.name));
}

}  // namespace

Modern load_llama(const std::string& folder) {
  const fs::path config_path = fs::path(folder) / "config.json",
                 weights = fs::path(folder) / "model.safetensors";
  std::error_code ignored;
  for (const fs::path& path : {config_path, weights})
    if (!fs::exists(path, ignored))
      fail("llama", "{} does not exist, wanted a folder with config.json and model.safetensors",
           path.string());
  const ModernConfig config =
      parse_llama_config(config_path.string(), read_text("config", config_path.string()));
  const SafetensorsFile file = SafetensorsFile::open(weights.string());
  const NoInitialWeights no_weights;  // the file's take their place
  Random unused(0);
  const Modern model(config, unused);
  const Parameters parameters = model.parameters();
  check_tensors(file, parameters);
  for (NamedTensor p : parameters) {
    const Array array = file.array(p.name);
    p.tensor.mutable_value() = is_turned(p.name) ? turned(array) : array;
  }
  return model;
}

void save_llama(const std::string& folder, const Modern& model, DType dtype) {
  const std::string config = llama_config_text(model.config);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail("llama", "cannot make the folder {}: {}", folder, error.message());
  std::vector<NamedArray> tensors;
  for (const auto& [name, tensor] : model.parameters())
    tensors.push_back({name, is_turned(name) ? turned(tensor.value()) : tensor.value()});
  write_safetensors((fs::path(folder) / "model.safetensors").string(), tensors, dtype, {{"format", "pt"}});
  write_file_atomically((fs::path(folder) / "config.json").string(), config);
}

}  // namespace p2g
