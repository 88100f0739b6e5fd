#include "gpt2/safetensors_writer.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "gpt2/atomic_file.h"
#include "gpt2/half.h"
#include "gpt2/strict_json.h"
#include "math/error.h"

namespace p2g {
namespace {

constexpr int64_t kChunk = 1 << 20;       // numbers converted at a time
constexpr size_t kAlignment = 64;         // of the first number in the file
constexpr Real kTooLargeForHalf = 65520;  // from here on F16 rounds to infinity

std::string header_text(const std::vector<NamedArray>& tensors, DType dtype, const Metadata& metadata) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  int64_t offset = 0;
  for (const auto& [name, array] : tensors) {
    std::vector<int64_t> dims;
    for (int axis = 0; axis < array.shape().rank(); ++axis) dims.push_back(array.shape()[axis]);
    const int64_t end = offset + array.size() * dtype_bits(dtype) / 8;
    nlohmann::ordered_json& entry = header[name];
    entry["dtype"] = dtype_name(dtype);
    entry["shape"] = dims;
    entry["data_offsets"] = {offset, end};
    offset = end;
  }
  std::string text = header.dump();
  text.append((kAlignment - (8 + text.size()) % kAlignment) % kAlignment, ' ');
  return text;
}

void check_tensors(const std::string& path, const std::vector<NamedArray>& tensors, DType dtype) {
  if (!is_readable(dtype))
    fail("safetensors", "{}: cannot write {}, only F32, F16 and BF16", path, dtype_name(dtype));
  std::unordered_set<std::string> names{"__metadata__"};
  for (const auto& [name, array] : tensors) {
    if (!names.insert(name).second)
      fail("safetensors", "{}: the name '{}' occurs twice or is reserved", path, printable(name));
    if (!array.defined()) fail("safetensors", "{}: '{}' holds nothing", path, printable(name));
  }
}

void check_fits_half(const std::string& path, const NamedArray& tensor, const Real* from, int64_t n) {
  const Real* found = std::find_if(
      from, from + n, [](Real value) { return std::isfinite(value) && std::abs(value) >= kTooLargeForHalf; });
  if (found != from + n)
    fail("safetensors", "{}: '{}' holds {}, more than F16 can: write BF16 or F32", path,
         printable(tensor.name), *found);
}

template <typename Number>
void write_all(AtomicFile& file, const std::vector<Number>& numbers) {
  file.write(numbers.data(), numbers.size() * sizeof(Number));
}

void write_numbers(AtomicFile& file, const std::string& path, const NamedArray& tensor, DType dtype) {
  std::vector<float> single;
  std::vector<uint16_t> narrow;
  for (int64_t first = 0; first < tensor.array.size(); first += kChunk) {
    const int64_t n = std::min(kChunk, tensor.array.size() - first);
    const Real* from = tensor.array.data() + first;
    switch (dtype) {
      case DType::kF16:
        check_fits_half(path, tensor, from, n);
        narrow.resize(static_cast<size_t>(n));
        narrow_to_half(from, narrow.data(), n);
        write_all(file, narrow);
        break;
      case DType::kBF16:
        narrow.resize(static_cast<size_t>(n));
        narrow_to_bfloat(from, narrow.data(), n);
        write_all(file, narrow);
        break;
      default:
        single.assign(from, from + n);
        write_all(file, single);
    }
  }
}

}  // namespace

void write_safetensors(const std::string& path, const std::vector<NamedArray>& tensors, DType dtype,
                       const Metadata& metadata) {
  check_tensors(path, tensors, dtype);
  std::string header;
  try {
    header = header_text(tensors, dtype, metadata);
  } catch (const nlohmann::json::exception& error) {
    fail("safetensors", "{}: a name or metadata is not UTF-8: {}", path, json_message(error));
  }
  AtomicFile file(path);
  const uint64_t length = header.size();
  file.write(&length, sizeof length);
  file.write(header.data(), header.size());
  for (const NamedArray& tensor : tensors) write_numbers(file, path, tensor, dtype);
  file.commit();
}

}  // namespace p2g
