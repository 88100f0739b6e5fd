#include "gpt2/dtype.h"

#include <array>
#include <cstddef>

namespace p2g {
namespace {

struct Row {
  DType dtype;
  std::string_view name;
  int64_t bits;
};

// In the order of the enumeration.
constexpr std::array<Row, 20> kTable{
    {{DType::kF32, "F32", 32},       {DType::kF16, "F16", 16},       {DType::kBF16, "BF16", 16},
     {DType::kF64, "F64", 64},       {DType::kI64, "I64", 64},       {DType::kI32, "I32", 32},
     {DType::kI16, "I16", 16},       {DType::kI8, "I8", 8},          {DType::kU64, "U64", 64},
     {DType::kU32, "U32", 32},       {DType::kU16, "U16", 16},       {DType::kU8, "U8", 8},
     {DType::kBool, "BOOL", 8},      {DType::kC64, "C64", 64},       {DType::kF8E4M3, "F8_E4M3", 8},
     {DType::kF8E5M2, "F8_E5M2", 8}, {DType::kF8E8M0, "F8_E8M0", 8}, {DType::kF6E2M3, "F6_E2M3", 6},
     {DType::kF6E3M2, "F6_E3M2", 6}, {DType::kF4, "F4", 4}}};

const Row& row(DType dtype) { return kTable[static_cast<size_t>(dtype)]; }

}  // namespace

std::string_view dtype_name(DType dtype) { return row(dtype).name; }
int64_t dtype_bits(DType dtype) { return row(dtype).bits; }

std::optional<DType> parse_dtype(std::string_view name) {
  for (const Row& candidate : kTable)
    if (candidate.name == name) return candidate.dtype;
  return std::nullopt;
}

bool is_readable(DType dtype) {
  return dtype == DType::kF32 || dtype == DType::kF16 || dtype == DType::kBF16;
}

}  // namespace p2g
