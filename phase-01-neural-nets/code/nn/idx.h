// IDX, the format of MNIST's files (LeCun, Cortes and Burges): two zeros, a byte that names the type, the
// number of dimensions, each dimension in four bytes, the highest first, then the numbers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "math/shape.h"

namespace p2g {

struct Idx {
  Shape shape;
  std::vector<uint8_t> values;  // row-major
};

// A larger promise is refused: MNIST's largest file holds 47 MB.
inline constexpr int64_t kLargestIdx = int64_t{1} << 30;

// Unsigned bytes, as they are or in gzip. Throws one line where the file is not IDX, holds another type,
// promises too much, or holds less or more than it promises; nothing is believed before the bytes are there.
Idx read_idx(const std::filesystem::path& path);

}  // namespace p2g
