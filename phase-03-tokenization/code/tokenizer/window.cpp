#include "tokenizer/window.h"

#include <algorithm>

#include "math/error.h"
#include "math/random.h"
#include "math/threads.h"

namespace p2g {
namespace {

constexpr int64_t kGroupGrain = 128;

// Puts true words and drawn ones into `targets`, on all threads. truth(example, n) is its n-th true word.
template <typename Truth>
void fill_targets(const Noise& noise, uint64_t& drawn, WordTasks& batch, Truth truth) {
  const int64_t group = 1 + noise.negatives;
  batch.targets.resize(batch.target_ends.empty() ? 0 : static_cast<size_t>(batch.target_ends.back()));
  parallel_for(batch.size(), kGroupGrain, [&](int64_t first, int64_t last) {
    for (int64_t example = first; example < last; ++example) {
      const int64_t begin = batch.target_begin(example);
      for (int64_t t = begin; t < batch.target_ends[static_cast<size_t>(example)]; t += group) {
        int32_t* target = batch.targets.data() + t;
        *target = truth(example, (t - begin) / group);
        const uint64_t number = drawn + static_cast<uint64_t>(t / group * noise.negatives);
        for (int64_t k = 0; k < noise.negatives; ++k)
          target[1 + k] = noise.table.draw(random_bits(noise.stream, number + static_cast<uint64_t>(k)));
      }
    }
  });
  drawn += batch.targets.size() / static_cast<size_t>(group) * static_cast<size_t>(noise.negatives);
}

int64_t neighbours(const Centre& centre) { return centre.left + centre.right; }

// The n-th neighbour from the left.
int32_t neighbour(std::span<const int32_t> text, const Centre& centre, int64_t n) {
  const int64_t place = centre.place - centre.left + n;
  return text[static_cast<size_t>(n < centre.left ? place : place + 1)];
}

void clear(WordTasks& batch, const Noise& noise) {
  batch.negatives = noise.negatives;
  batch.inputs.clear(), batch.input_ends.clear(), batch.target_ends.clear();
}

}  // namespace

std::vector<Centre> draw_windows(const Sampled& text, int64_t widest, uint64_t stream) {
  if (widest < 1 || widest > 1000) fail("window", "a window of {} words, wanted 1 to 1000", widest);
  std::vector<Centre> centres;
  int64_t place = 0, begin = 0;
  for (const int64_t end : text.ends) {
    for (; place < end; ++place) {
      const uint64_t high = random_bits(stream, static_cast<uint64_t>(place)) >> 32;
      const auto size = static_cast<int64_t>(high * static_cast<uint64_t>(widest) >> 32) + 1;
      const Centre centre{place, static_cast<int32_t>(std::min(size, place - begin)),
                          static_cast<int32_t>(std::min(size, end - 1 - place))};
      if (neighbours(centre) > 0) centres.push_back(centre);
    }
    begin = end;
  }
  return centres;
}

void skipgram_batch(std::span<const int32_t> text, std::span<const Centre> centres, const Noise& noise,
                    uint64_t& drawn, WordTasks& batch) {
  clear(batch, noise);
  int64_t targets = 0;
  for (const Centre& centre : centres) {
    batch.inputs.push_back(text[static_cast<size_t>(centre.place)]);
    batch.input_ends.push_back(static_cast<int64_t>(batch.inputs.size()));
    batch.target_ends.push_back(targets += neighbours(centre) * (1 + noise.negatives));
  }
  fill_targets(noise, drawn, batch, [&](int64_t example, int64_t n) {
    return neighbour(text, centres[static_cast<size_t>(example)], n);
  });
}

void cbow_batch(std::span<const int32_t> text, std::span<const Centre> centres, const Noise& noise,
                uint64_t& drawn, WordTasks& batch) {
  clear(batch, noise);
  int64_t targets = 0;
  for (const Centre& centre : centres) {
    for (int64_t n = 0; n < neighbours(centre); ++n) batch.inputs.push_back(neighbour(text, centre, n));
    batch.input_ends.push_back(static_cast<int64_t>(batch.inputs.size()));
    batch.target_ends.push_back(targets += 1 + noise.negatives);
  }
  fill_targets(noise, drawn, batch, [&](int64_t example, int64_t) {
    return text[static_cast<size_t>(centres[static_cast<size_t>(example)].place)];
  });
}

}  // namespace p2g
