#include "gpt2/generation.h"

#include <chrono>

#include "math/error.h"

namespace p2g {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

}  // namespace

GenerationReport generate(Decoder& decoder, std::span<const int32_t> prompt,
                          const GenerationSettings& settings, Random& random,
                          const std::function<void(int32_t)>& on_token) {
  const auto length = static_cast<int64_t>(prompt.size());
  if (length == 0) fail("generate", "the prompt is empty: wanted one token at least");
  if (length > decoder.capacity())
    fail("generate", "the prompt has {} tokens, but the model's context holds {}: shorten it", length,
         decoder.capacity());
  GenerationReport report;
  report.prompt_tokens = length;
  if (settings.count <= 0) return report;
  check_settings(settings.sampler);
  std::vector<int32_t> ids(prompt.begin(), prompt.end());
  auto start = Clock::now();
  Array logits = decoder.feed(ids);
  report.prompt_seconds = since(start);
  start = Clock::now();
  for (;;) {
    const int32_t id = sample({logits.data(), static_cast<size_t>(logits.size())}, settings.sampler, random);
    if (id == settings.stop_id) break;
    on_token(id);
    ids.push_back(id);
    if (++report.new_tokens == settings.count) break;
    if (decoder.length() < decoder.capacity()) {
      logits = decoder.feed({&id, 1});
    } else {
      decoder.forget();
      ++report.windows;
      logits = decoder.feed(std::span(ids).last(static_cast<size_t>((decoder.capacity() + 1) / 2)));
    }
  }
  report.seconds = since(start);
  return report;
}

}  // namespace p2g
