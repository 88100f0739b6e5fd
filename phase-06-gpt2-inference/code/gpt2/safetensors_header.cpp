// The header is parsed event by event, never held as a tree: what does not fit stops it at once, and a file
// that nobody vouches for cannot make it use more memory than its own entries take.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "gpt2/safetensors.h"
#include "gpt2/strict_json.h"
#include "math/error.h"

namespace p2g {
namespace {

constexpr int64_t kLargestExact = int64_t{1} << 53;  // beyond, other readers' numbers are not exact
constexpr size_t kMostDimensions = 32;

class HeaderEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit HeaderEvents(std::string_view path) : path_(path) {}
  SafetensorsHeader take() { return std::move(header_); }

  bool start_object(size_t) override {
    if (where_ == Where::kOutside) {
      where_ = Where::kRoot;
    } else if (where_ == Where::kRoot) {
      where_ = key_ == "__metadata__" ? Where::kMetadata : Where::kTensor;
      entry_ = {};
      entry_.name = key_;
      has_dtype_ = has_shape_ = has_offsets_ = false;
    } else {
      unwanted("an object");
    }
    return true;
  }

  bool key(std::string& text) override {
    if (where_ == Where::kRoot && !names_.insert(text).second) bad("tensor '{}' occurs twice", text);
    if (where_ == Where::kMetadata && header_.metadata.contains(text))
      bad("metadata '{}' occurs twice", text);
    if (where_ == Where::kTensor) {
      bool& seen = text == "dtype"          ? has_dtype_
                   : text == "shape"        ? has_shape_
                   : text == "data_offsets" ? has_offsets_
                                            : unknown_key(text);
      if (seen) bad("'{}' has two entries called {}", entry_.name, text);
      seen = true;
    }
    (where_ == Where::kRoot ? key_ : inner_key_) = text;
    return true;
  }

  bool string(std::string& text) override {
    if (where_ == Where::kMetadata) {
      header_.metadata[inner_key_] = text;
    } else if (where_ == Where::kTensor && inner_key_ == "dtype") {
      const auto dtype = parse_dtype(text);
      if (!dtype) bad("'{}' has the unknown dtype '{}'", entry_.name, text);
      entry_.dtype = *dtype;
    } else {
      unwanted("a string");
    }
    return true;
  }

  bool start_array(size_t) override {
    if (where_ != Where::kTensor || inner_key_ == "dtype") unwanted("an array");
    where_ = Where::kNumbers;
    numbers_.clear();
    return true;
  }

  bool number_unsigned(uint64_t value) override {
    if (where_ != Where::kNumbers) unwanted("a number");
    if (value > static_cast<uint64_t>(kLargestExact))
      bad("{} of '{}' holds {}, which is beyond 2^53", inner_key_, entry_.name, value);
    if (numbers_.size() == kMostDimensions)
      bad("{} of '{}' has more than {} numbers", inner_key_, entry_.name, kMostDimensions);
    numbers_.push_back(static_cast<int64_t>(value));
    return true;
  }

  bool end_array() override {
    where_ = Where::kTensor;
    if (inner_key_ == "shape") {
      entry_.shape = numbers_;
    } else {
      if (numbers_.size() != 2)
        bad("data_offsets of '{}' has {} numbers, wanted 2", entry_.name, numbers_.size());
      entry_.begin = numbers_[0];
      entry_.end = numbers_[1];
    }
    return true;
  }

  bool end_object() override {
    if (where_ == Where::kTensor) {
      const char* missing = !has_dtype_     ? "dtype"
                            : !has_shape_   ? "shape"
                            : !has_offsets_ ? "data_offsets"
                                            : nullptr;
      if (missing != nullptr) bad("'{}' has no {}", entry_.name, missing);
      header_.entries.push_back(std::move(entry_));
    }
    where_ = where_ == Where::kRoot ? Where::kOutside : Where::kRoot;
    return true;
  }

  bool null() override { return unwanted("null"); }
  bool boolean(bool) override { return unwanted("true or false"); }
  bool number_integer(int64_t) override { return unwanted("a negative number"); }
  bool number_float(double, const std::string&) override { return unwanted("a number with a fraction"); }
  bool binary(nlohmann::json::binary_t&) override { return unwanted("binary data"); }
  bool parse_error(size_t, const std::string&, const nlohmann::json::exception& error) override {
    fail("safetensors", "{}: the header is not JSON: {}", path_, json_message(error));
  }

 private:
  enum class Where { kOutside, kRoot, kMetadata, kTensor, kNumbers };

  template <typename... Args>
  [[noreturn]] void bad(fmt::format_string<Args...> message, Args&&... args) const {
    fail("safetensors", "{}: {}", path_, printable(fmt::format(message, std::forward<Args>(args)...)));
  }

  bool& unknown_key(const std::string& text) const {
    bad("'{}' has the unknown entry '{}', wanted dtype, shape and data_offsets", entry_.name, text);
  }

  [[noreturn]] bool unwanted(std::string_view what) const {
    switch (where_) {
      case Where::kOutside:
        bad("the header is {}, wanted an object", what);
      case Where::kRoot:
        bad("'{}' is {}, wanted an object", key_, what);
      case Where::kMetadata:
        bad("metadata '{}' is {}, wanted a string", inner_key_, what);
      case Where::kTensor:
        bad("{} of '{}' is {}, wanted {}", inner_key_, entry_.name, what,
            inner_key_ == "dtype" ? "a string" : "an array");
      case Where::kNumbers:
        break;
    }
    bad("{} of '{}' holds {}, wanted whole numbers from 0", inner_key_, entry_.name, what);
  }

  std::string_view path_;
  SafetensorsHeader header_;
  std::unordered_set<std::string> names_;
  Where where_ = Where::kOutside;
  std::string key_, inner_key_;
  TensorEntry entry_;
  bool has_dtype_ = false, has_shape_ = false, has_offsets_ = false;
  std::vector<int64_t> numbers_;
};

// The shape's product, and whether it takes as many bytes as the offsets say.
void check_size(std::string_view path, TensorEntry& entry) {
  int64_t bits = 0;
  entry.elements = 1;
  bool overflow = false;
  for (const int64_t dim : entry.shape)
    overflow |= __builtin_mul_overflow(entry.elements, dim, &entry.elements);
  overflow |= __builtin_mul_overflow(entry.elements, dtype_bits(entry.dtype), &bits);
  const std::string name = printable(entry.name);
  if (overflow) fail("safetensors", "{}: the shape {} of '{}' overflows", path, shape_text(entry), name);
  if (entry.begin > entry.end)
    fail("safetensors", "{}: data_offsets of '{}' run backwards, from {} to {}", path, name, entry.begin,
         entry.end);
  if (bits % 8 != 0 || bits / 8 != entry.end - entry.begin)
    fail("safetensors", "{}: '{}' is {} {}, which takes {} bytes, but its data_offsets span {}", path, name,
         dtype_name(entry.dtype), shape_text(entry), (bits + 7) / 8, entry.end - entry.begin);
}

}  // namespace

SafetensorsHeader parse_safetensors_header(std::string_view path, std::string_view text, int64_t data_bytes) {
  HeaderEvents events(path);
  nlohmann::json::sax_parse(text, &events);
  SafetensorsHeader header = events.take();
  for (TensorEntry& entry : header.entries) check_size(path, entry);

  // In order of their offsets the tensors must follow each other exactly.
  std::stable_sort(header.entries.begin(), header.entries.end(),
                   [](const TensorEntry& a, const TensorEntry& b) {
                     return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
                   });
  int64_t end = 0;
  std::string before = "the header";
  for (const TensorEntry& entry : header.entries) {
    const std::string name = printable(entry.name);
    if (entry.end > data_bytes)
      fail("safetensors", "{}: '{}' ends at byte {} of the data, but the file has only {}: is it cut short?",
           path, name, entry.end, data_bytes);
    if (entry.begin < end) fail("safetensors", "{}: '{}' and '{}' overlap", path, before, name);
    if (entry.begin > end)
      fail("safetensors", "{}: a hole of {} bytes between {} and '{}'", path, entry.begin - end, before,
           name);
    end = entry.end;
    before = name;
  }
  if (end != data_bytes)
    fail("safetensors", "{}: {} bytes after the last tensor belong to none", path, data_bytes - end);
  return header;
}

}  // namespace p2g
