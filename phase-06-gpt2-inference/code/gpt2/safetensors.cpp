#include "gpt2/safetensors.h"

#include <fmt/ranges.h>

#include <cstring>
#include <type_traits>

#include "gpt2/half.h"
#include "gpt2/strict_json.h"
#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

constexpr size_t kLengthBytes = 8;
constexpr uint64_t kLongestHeader = 100'000'000;

uint64_t little_endian(const std::byte* bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < kLengthBytes; ++i) value |= std::to_integer<uint64_t>(bytes[i]) << (8 * i);
  return value;
}

void copy_floats(const std::byte* from, Real* to, int64_t n) {
  parallel_for(n, 1 << 18, [&](int64_t first, int64_t last) {
    if constexpr (std::is_same_v<Real, float>) {
      std::memcpy(to + first, from + 4 * first, static_cast<size_t>(4 * (last - first)));
    } else {
      for (int64_t i = first; i < last; ++i) {
        float value;
        std::memcpy(&value, from + 4 * i, sizeof value);
        to[i] = value;
      }
    }
  });
}

bool can_borrow(const TensorEntry& entry, const std::byte* bytes) {
  return std::is_same_v<Real, float> && entry.dtype == DType::kF32 && entry.elements > 0 &&
         reinterpret_cast<uintptr_t>(bytes) % alignof(Real) == 0;
}

}  // namespace

std::string shape_text(const TensorEntry& entry) { return fmt::format("({})", fmt::join(entry.shape, ",")); }

SafetensorsFile SafetensorsFile::open(const std::string& path) {
  SafetensorsFile opened;
  opened.path_ = path;
  opened.file_ = MappedFile::open(path);
  const MappedFile& file = *opened.file_;
  if (file.size() < kLengthBytes)
    fail("safetensors", "{} has {} bytes, too few for the length of a header: is it cut short?", path,
         file.size());
  const uint64_t length = little_endian(file.data());
  if (length > kLongestHeader)
    fail("safetensors", "{} claims a header of {} bytes, more than {}: not a safetensors file?", path, length,
         kLongestHeader);
  if (length > file.size() - kLengthBytes)
    fail("safetensors", "{} claims a header of {} bytes but has only {} left: is it cut short?", path, length,
         file.size() - kLengthBytes);

  const std::string_view header(reinterpret_cast<const char*>(file.data()) + kLengthBytes, length);
  if (header.empty() || header.front() != '{')
    fail("safetensors", "{}: the header does not begin with '{{': not a safetensors file?", path);
  opened.data_start_ = kLengthBytes + length;
  opened.header_ =
      parse_safetensors_header(path, header, static_cast<int64_t>(file.size() - opened.data_start_));
  for (size_t i = 0; i < opened.entries().size(); ++i) opened.index_[opened.entries()[i].name] = i;
  return opened;
}

const TensorEntry* SafetensorsFile::find(const std::string& name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &entries()[found->second];
}

const TensorEntry& SafetensorsFile::entry(const std::string& name) const {
  const TensorEntry* found = find(name);
  if (found == nullptr)
    fail("safetensors", "{} has no tensor '{}' among its {}", path_, printable(name), entries().size());
  return *found;
}

const std::byte* SafetensorsFile::bytes(const TensorEntry& entry) const {
  return file_->data() + data_start_ + entry.begin;
}

Array SafetensorsFile::array(const std::string& name, Residence residence) const {
  return array(entry(name), residence);
}

Array SafetensorsFile::array(const TensorEntry& entry, Residence residence) const {
  const std::string name = printable(entry.name);
  if (!is_readable(entry.dtype))
    fail("safetensors", "{}: '{}' is {}, wanted F32, F16 or BF16", path_, name, dtype_name(entry.dtype));
  if (entry.shape.size() > Shape::kMaxRank)
    fail("safetensors", "{}: '{}' has {} dimensions, wanted {} at most", path_, name, entry.shape.size(),
         Shape::kMaxRank);
  const Shape shape = Shape::of(entry.shape.data(), static_cast<int>(entry.shape.size()));
  const std::byte* from = bytes(entry);
  if (residence == Residence::kMapped && can_borrow(entry, from))
    return Array::borrowed(shape, reinterpret_cast<Real*>(const_cast<std::byte*>(from)), file_);

  Array array = Array::uninitialized(shape);
  switch (entry.dtype) {
    case DType::kF16:
      widen_half(from, array.data(), entry.elements);
      break;
    case DType::kBF16:
      widen_bfloat(from, array.data(), entry.elements);
      break;
    default:
      copy_floats(from, array.data(), entry.elements);
  }
  return array;
}

}  // namespace p2g
