#include "nn/idx.h"

#include <algorithm>
#include <array>

#include "math/error.h"
#include "math/gzip.h"

namespace p2g {
namespace {

constexpr const char* kWho = "idx";
constexpr uint8_t kUnsignedBytes = 0x08;

void read_header(GzipFile& file, const std::filesystem::path& path, uint8_t* to, size_t count) {
  if (file.read(to, count) != count) fail(kWho, "{} ends inside its header: fetch it again", path.string());
}

Shape read_shape(GzipFile& file, const std::filesystem::path& path) {
  std::array<uint8_t, 4> magic{};
  read_header(file, path, magic.data(), magic.size());
  if (magic[0] != 0 || magic[1] != 0)
    fail(kWho, "{} begins with bytes {:02x} {:02x}, wanted 00 00: this is no IDX file", path.string(),
         magic[0], magic[1]);
  if (magic[2] != kUnsignedBytes)
    fail(kWho, "{} holds type {:02x}, wanted 08, unsigned bytes", path.string(), magic[2]);
  const int rank = magic[3];
  if (rank < 1 || rank > Shape::kMaxRank)
    fail(kWho, "{} has {} dimensions, wanted 1 to {}", path.string(), rank, Shape::kMaxRank);
  std::array<int64_t, Shape::kMaxRank> dims{};
  int64_t product = 1;
  for (int axis = 0; axis < rank; ++axis) {
    std::array<uint8_t, 4> big{};
    read_header(file, path, big.data(), big.size());
    int64_t dim = 0;
    for (const uint8_t byte : big) dim = dim << 8 | byte;
    dims[static_cast<size_t>(axis)] = dim;
    // Dimensions have 32 bits, and the product before this one at most 30: no overflow.
    product *= dim;
    if (product > kLargestIdx)
      fail(kWho, "{} promises more than {} bytes: is it damaged?", path.string(), kLargestIdx);
  }
  return Shape::of(dims.data(), rank);
}

// Memory grows with what is really there.
std::vector<uint8_t> read_values(GzipFile& file, const std::filesystem::path& path, const Shape& shape) {
  constexpr size_t kStep = size_t{8} << 20;
  const auto promised = static_cast<size_t>(shape.size());
  std::vector<uint8_t> values;
  while (values.size() < promised) {
    const size_t before = values.size(), wanted = std::min(kStep, promised - before);
    values.resize(before + wanted);
    const size_t got = file.read(values.data() + before, wanted);
    if (got < wanted)
      fail(kWho, "{} promises {} = {} bytes but holds {}: fetch it again", path.string(), shape.to_string(),
           promised, before + got);
  }
  uint8_t more = 0;
  if (file.read(&more, 1) != 0)
    fail(kWho, "{} goes on after the {} = {} bytes that it promises", path.string(), shape.to_string(),
         promised);
  return values;
}

}  // namespace

Idx read_idx(const std::filesystem::path& path) {
  GzipFile file(kWho, path);
  Idx idx;
  idx.shape = read_shape(file, path);
  idx.values = read_values(file, path, idx.shape);
  return idx;
}

}  // namespace p2g
