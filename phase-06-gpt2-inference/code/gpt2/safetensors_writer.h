// Writes safetensors files that appear whole or not at all.
#pragma once

#include <string>
#include <vector>

#include "gpt2/safetensors.h"

namespace p2g {

struct NamedArray {
  std::string name;
  Array array;
};

// Tensors in the given order, numbers from a multiple of 64 bytes on, so that a reader need not copy them.
// dtype is F32, F16 or BF16. Throws on a name that occurs twice, on a finite number that F16 cannot hold, and
// when the disk is full; the file that was at `path` before is then untouched.
void write_safetensors(const std::string& path, const std::vector<NamedArray>& tensors,
                       DType dtype = DType::kF32, const Metadata& metadata = {});

}  // namespace p2g
