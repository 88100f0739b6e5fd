// The weights of tools/reference/golden_modern.py: a formula, so that no file has to hold them.
#pragma once

#include <string>

#include "nn/module.h"

namespace p2g {

// Element i of parameter p is centre ± 0.25, from bits (p, i); weights of norms are centred on 1.
inline void set_formula_weights(const Parameters& parameters) {
  uint64_t p = 0;
  for (const NamedTensor& parameter : parameters) {
    const bool norm = parameter.name.find("orm.weight") != std::string::npos;
    Random stream = Random::restored(p++, 0);
    Tensor tensor = parameter.tensor;
    fill_uniform(tensor.mutable_value(), norm ? 0.75 : -0.25, norm ? 1.25 : 0.25, stream);
  }
}

}  // namespace p2g
