// The number types that a safetensors file may declare.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace p2g {

// F32, F16 and BF16 can be read and written; the others are only listed.
enum class DType : uint8_t {
  kF32,
  kF16,
  kBF16,
  kF64,
  kI64,
  kI32,
  kI16,
  kI8,
  kU64,
  kU32,
  kU16,
  kU8,
  kBool,
  kC64,
  kF8E4M3,
  kF8E5M2,
  kF8E8M0,
  kF6E2M3,
  kF6E3M2,
  kF4
};

std::string_view dtype_name(DType dtype);  // "BF16"
int64_t dtype_bits(DType dtype);
std::optional<DType> parse_dtype(std::string_view name);
bool is_readable(DType dtype);

}  // namespace p2g
