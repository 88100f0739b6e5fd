#include "sequence/long_tasks.h"

#include <algorithm>
#include <vector>

#include "math/error.h"

namespace p2g {
namespace {

int64_t between(int64_t low, int64_t high, Random& random) {  // both included
  return low + static_cast<int64_t>(random.below(static_cast<uint64_t>(high - low + 1)));
}

std::vector<int64_t> draw_lengths(int64_t B, int64_t low, int64_t high, Random& random) {
  std::vector<int64_t> lengths(static_cast<size_t>(B));
  for (int64_t& length : lengths) length = between(low, high, random);
  return lengths;
}

Array mask_of(const std::vector<int64_t>& lengths) {
  const auto B = static_cast<int64_t>(lengths.size());
  Array mask = Array::zeros({*std::max_element(lengths.begin(), lengths.end()), B});
  for (int64_t b = 0; b < B; ++b)
    for (int64_t t = 0; t < lengths[static_cast<size_t>(b)]; ++t) mask[t * B + b] = 1;
  return mask;
}

}  // namespace

AddingBatch adding_problem(int64_t T, int64_t B, Random& random) {
  if (T < 22 || B < 1) fail("adding_problem", "length {} and batch {}: wanted 22 or more, and 1", T, B);
  const std::vector<int64_t> lengths = draw_lengths(B, T, T + T / 10, random);
  const Array mask = mask_of(lengths);
  AddingBatch batch{Array::zeros({mask.shape()[0], B, 2}), mask, Array::uninitialized({B})};
  for (int64_t b = 0; b < B; ++b) {
    const int64_t length = lengths[static_cast<size_t>(b)], first = between(0, 9, random);
    int64_t second = between(0, T / 2 - 2, random);
    second += second >= first;  // among those that are not marked yet
    const auto pair = [&](int64_t t) { return batch.x.data() + (t * B + b) * 2; };
    for (int64_t t = 0; t < length; ++t) pair(t)[0] = static_cast<Real>(random.uniform(-1, 1));
    pair(0)[1] = pair(length - 1)[1] = -1;
    Real total = 0;
    for (const int64_t t : {first, second}) {
      pair(t)[1] = 1;
      if (t == 0) pair(t)[0] = 0;
      total += pair(t)[0];
    }
    batch.target[b] = Real(0.5) + total / 4;
  }
  return batch;
}

OrderBatch temporal_order(int64_t B, Random& random) {
  if (B < 1) fail("temporal_order", "batch {}, wanted 1 or more", B);
  const std::vector<int64_t> lengths = draw_lengths(B, 100, 110, random);
  const Array mask = mask_of(lengths);
  OrderBatch batch{Array::zeros({mask.shape()[0], B, kOrderSymbols}), mask, Ids::filled({B}, 0)};
  for (int64_t b = 0; b < B; ++b) {
    const int64_t length = lengths[static_cast<size_t>(b)],
                  places[] = {between(10, 20, random), between(50, 60, random)};
    for (int64_t t = 0; t < length; ++t) {
      int64_t symbol = 2 + between(0, 3, random);  // noise
      if (t == 0) symbol = 0;
      if (t == length - 1) symbol = 1;
      if (t == places[0] || t == places[1]) {
        const int64_t y = between(0, 1, random);
        symbol = 6 + y;
        batch.classes[b] = static_cast<int32_t>(2 * batch.classes[b] + y);
      }
      batch.x[(t * B + b) * kOrderSymbols + symbol] = 1;
    }
  }
  return batch;
}

}  // namespace p2g
