// A prompt, continued token by token.
#pragma once

#include <functional>

#include "gpt2/decoder.h"
#include "gpt2/sampler.h"

namespace p2g {

struct GenerationSettings {
  int64_t count = 128;  // new tokens at most
  SamplerSettings sampler;
  int32_t stop_id = -1;  // ends when this token comes; −1: never
};

struct GenerationReport {
  int64_t prompt_tokens = 0, new_tokens = 0;
  int64_t windows = 0;  // how often the context was full, and the later half of it was read again
  double prompt_seconds = 0, seconds = 0;
};

// Calls on_token with each new id. The prompt, one token at least, must be shorter than the decoder's
// capacity; when that is full, the model goes on from the later half of what it has.
GenerationReport generate(Decoder& decoder, std::span<const int32_t> prompt,
                          const GenerationSettings& settings, Random& random,
                          const std::function<void(int32_t)>& on_token);

}  // namespace p2g
