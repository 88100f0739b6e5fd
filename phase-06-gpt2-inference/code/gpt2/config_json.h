// config.json, as Hugging Face writes it for models of the gpt2 family.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "transformer/gpt.h"

namespace p2g {

// Missing keys have Hugging Face's defaults, which are GPT-2 124M with dropout 0.1. resid_pdrop becomes the
// dropout of embeddings, attention and residual branches alike. What this GPT cannot do is refused: other
// activations than GELU's tanh form, an untied head, an inner size other than 4 × n_embd, cross-attention.
GptConfig parse_config_json(std::string_view path, std::string_view text);
GptConfig read_config_json(const std::string& path);

// end_of_text is the id that ends a document, where the vocabulary has one.
std::string config_json_text(const GptConfig& config, std::optional<int32_t> end_of_text = std::nullopt);

}  // namespace p2g
