// Models of the LLaMA and Mistral families as folders in Hugging Face's layout: config.json and
// model.safetensors. There linear weights are (out,in), here (in,out): they are turned on the way.
#pragma once

#include <string>
#include <string_view>

#include "gpt2/dtype.h"
#include "transformer/modern.h"

namespace p2g {

// Missing keys have Hugging Face's defaults for the family, model_type. What this model cannot do is refused:
// other activations than silu, biases, scaled rotary positions, heads that are not channels / heads wide.
ModernConfig parse_llama_config(std::string_view path, std::string_view text);
// "mistral" where there is a window, else "llama". Throws for models that neither family has.
std::string llama_config_text(const ModernConfig& config);

// Throws, in one line, unless the folder holds exactly the tensors that config.json asks for.
Modern load_llama(const std::string& folder);
// Makes the folder where needed and writes both files, each whole or not at all.
void save_llama(const std::string& folder, const Modern& model, DType dtype = DType::kF32);

}  // namespace p2g
