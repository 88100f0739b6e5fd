// GPT-2 without a graph: the same numbers as Gpt::logits, one step at a time, with the keys and values of all
// earlier positions kept.
#pragma once

#include <span>
#include <string_view>

#include "transformer/gpt.h"

namespace p2g {

// The keys and values of every layer: (layers, capacity, C) each.
struct KvCache {
  Array keys, values;
  int64_t capacity, length = 0;  // positions

  KvCache(const GptConfig& config, int64_t positions);
  int64_t bytes() const { return 2 * keys.size() * static_cast<int64_t>(sizeof(Real)); }
};

// The model must outlive it. Weights are read where they are.
class Decoder {
 public:
  // capacity positions at most, 1 to config.context; 0 means the whole context.
  explicit Decoder(const Gpt& model, int64_t capacity = 0);

  // Appends ids (one at least) and gives the logits of what comes after the last: (V). Throws if the context
  // is full.
  Array feed(std::span<const int32_t> ids);
  // The same, with the logits at every new position: (n,V).
  Array feed_all(std::span<const int32_t> ids);

  void forget(int64_t length = 0);  // goes back to the first `length` positions
  int64_t length() const { return cache_.length; }
  int64_t capacity() const { return cache_.capacity; }
  const KvCache& cache() const { return cache_; }

 private:
  Array hidden(std::span<const int32_t> ids);  // (n,C), before ln_f
  void attention(const Block& block, int64_t layer, Array& x);
  void mlp(const Block& block, Array& x);

  const Gpt& model_;
  KvCache cache_;
};

// For programs, before anything is shown: throws if so many tokens do not fit into the model's context.
void check_fits(std::string_view who, const Gpt& model, size_t tokens);

}  // namespace p2g
