// The weights of golden_gpt.py: a formula, so that no file has to hold them.
#pragma once

#include "transformer/gpt.h"

namespace p2g {

// Element i of parameter p is centre + width·(2u − 1), u from bits (p, i); norms' weights are centred on 1.
inline Gpt formula_gpt(const GptConfig& config) {
  Random unused(0);
  Gpt gpt(config, unused);
  uint64_t p = 0;
  for (NamedTensor& parameter : gpt.parameters()) {
    const std::string& name = parameter.name;
    const bool norm_weight =
        name.find("ln_") != std::string::npos && name.find(".weight") != std::string::npos;
    const double centre = norm_weight ? 1 : 0, width = name == "wte.weight" ? 0.5 : 0.25;
    Random stream = Random::restored(p++, 0);
    fill_uniform(parameter.tensor.mutable_value(), centre - width, centre + width, stream);
  }
  return gpt;
}

}  // namespace p2g
