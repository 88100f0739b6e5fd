// Safetensors, the file of named arrays in which Hugging Face stores models:
//
//   8 bytes   N, little-endian
//   N bytes   JSON: {"name": {"dtype": "F32", "shape": [2,3], "data_offsets": [0,24]}, …,
//                    "__metadata__": {"key": "text"}}
//   the rest  the numbers, little-endian, row-major; offsets count from here, without overlap or hole
//
// The file is mapped, not read: opening takes time for the header alone. A broken file is refused as a whole,
// with one line that says what is wrong.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gpt2/dtype.h"
#include "gpt2/mapped_file.h"
#include "math/array.h"

namespace p2g {

struct TensorEntry {
  std::string name;
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;
  int64_t begin = 0, end = 0;  // bytes, from the end of the header
  int64_t elements = 0;        // the product of the shape
};
std::string shape_text(const TensorEntry& entry);  // "(2,3)"

using Metadata = std::map<std::string, std::string>;

struct SafetensorsHeader {
  std::vector<TensorEntry> entries;  // in the order of their offsets
  Metadata metadata;
};
// `text` is the JSON, `data_bytes` what follows it in the file. Throws on anything that the format forbids.
SafetensorsHeader parse_safetensors_header(std::string_view path, std::string_view text, int64_t data_bytes);

enum class Residence {
  kMapped,  // F32 numbers stay in the mapped file where their alignment allows; others are copied
  kCopied   // all numbers are copied to memory of our own: faster when read again and again, safe to write
};

// A handle: copies share the mapping, and so do the arrays that were not copied, which keep it alive.
class SafetensorsFile {
 public:
  static SafetensorsFile open(const std::string& path);

  const std::string& path() const { return path_; }
  const std::vector<TensorEntry>& entries() const {
    return header_.entries;
  }  // in the order of their offsets
  const Metadata& metadata() const { return header_.metadata; }
  int64_t file_bytes() const { return static_cast<int64_t>(file_->size()); }

  const TensorEntry* find(const std::string& name) const;   // null if absent
  const TensorEntry& entry(const std::string& name) const;  // throws if absent
  const std::byte* bytes(const TensorEntry& entry) const;

  // F32, F16 and BF16 become Real; other types and more than six dimensions throw.
  Array array(const TensorEntry& entry, Residence residence = Residence::kMapped) const;
  Array array(const std::string& name, Residence residence = Residence::kMapped) const;
  void will_need() const { file_->will_need(); }  // all of it will be read soon

 private:
  std::string path_;
  std::shared_ptr<const MappedFile> file_;
  SafetensorsHeader header_;
  std::unordered_map<std::string, size_t> index_;
  size_t data_start_ = 0;
};

}  // namespace p2g
