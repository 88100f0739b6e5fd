#include "machine.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>

#include "math/array.h"
#include "math/threads.h"

namespace p2g {
namespace {

#ifdef __AVX512F__
constexpr int kWidth = 16;
#elif defined(__AVX__)
constexpr int kWidth = 8;
#else
constexpr int kWidth = 4;
#endif
using Vector __attribute__((vector_size(kWidth * sizeof(float)))) = float;

double seconds_of(auto&& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

volatile float unknown = 0.999f;  // what is read from it, the compiler cannot foresee
volatile float keep;              // nor leave out what is written to it

// Twelve chains hide the latency of a multiply-add in two units.
float fma_chains(int64_t rounds) {
  constexpr int kChains = 12;
  std::array<Vector, kChains> sum;
  for (Vector& s : sum) s = Vector{} + unknown;
  const Vector x = Vector{} + unknown, y = Vector{} + unknown;
  for (int64_t round = 0; round < rounds; ++round)
    for (Vector& s : sum) s = s * x + y;
  Vector total{};
  for (const Vector& s : sum) total += s;
  return total[0];
}

Vector load(const float* p) {
  Vector v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

// Eight streams side by side through one piece of memory.
float read_streams(const float* data, int64_t count) {
  constexpr int kStreams = 8;
  const int64_t length = count / kStreams;
  std::array<Vector, kStreams> sum{};
  for (int64_t i = 0; i < length; i += kWidth)
    for (int s = 0; s < kStreams; ++s) {
      __builtin_prefetch(data + s * length + i + 512);
      sum[static_cast<size_t>(s)] += load(data + s * length + i);
    }
  Vector total{};
  for (const Vector& s : sum) total += s;
  return total[0];
}

}  // namespace

double fma_peak() {
  constexpr int64_t kRounds = 4'000'000;
  const int threads = thread_count();
  double best = 1e30;
  for (int attempt = 0; attempt < 7; ++attempt)
    best = std::min(best, seconds_of([&] {
                      parallel_for(threads, 1, [](int64_t, int64_t) { keep = fma_chains(kRounds); });
                    }));
  return static_cast<double>(kRounds) * 12 * kWidth * 2 * threads / best / 1e9;
}

double read_bandwidth() {
  const int threads = thread_count();
  const int64_t each = int64_t{48} << 20;  // floats a thread: 192 MiB
  Array memory = Array::full({threads * each}, 1);
  double best = 1e30;
  for (int attempt = 0; attempt < 9; ++attempt)
    best = std::min(best, seconds_of([&] {
                      parallel_for(threads, 1, [&](int64_t first, int64_t) {
                        keep = read_streams(memory.data() + first * each, each);
                      });
                    }));
  return static_cast<double>(memory.size()) * 4 / best / 1e9;
}

}  // namespace p2g
