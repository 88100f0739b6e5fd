// The most memory that attention holds at once, forward and backward: operation by operation, and in tiles.
#include "attention/flash.h"
#include "attention/heads.h"
#include "attention/scaled_dot_product.h"
#include "math/plain_main.h"
#include "math/pool.h"
#include "math/threads.h"

namespace p2g {
namespace {

constexpr int64_t kHeads = 12, kChannels = 768;

// In MiB, beyond queries, keys and values. Peaks only grow, so smaller ones are measured first.
template <typename F>
double peak_of(int64_t T, F attend) {
  Random random(1);
  const auto input = [&] { return Tensor::parameter(random_normal({1, T, kChannels}, 1, random)); };
  const Tensor q = input(), k = input(), v = input();
  const size_t before = pool_statistics().in_use;
  const Tensor y = attend(q, k, v);
  backward(y, Array::full(y.shape(), 1));
  return static_cast<double>(pool_statistics().peak - before) / (1 << 20);
}

double tiled(int64_t T) {
  return peak_of(T, [](const Tensor& q, const Tensor& k, const Tensor& v) {
    return flash_attention(q, k, v, kHeads, kHeads, {.causal = true});
  });
}

double composed(int64_t T) {
  return peak_of(T, [](const Tensor& q, const Tensor& k, const Tensor& v) {
    const Visible causal{.causal = true};
    return merge_heads(
        scaled_dot_product(split_heads(q, kHeads), split_heads(k, kHeads), split_heads(v, kHeads), causal));
  });
}

void run() {
  constexpr int64_t kLengths[] = {256, 512, 1024};
  double in_tiles[3], by_operations[3];
  set_thread_count(1);  // each thread has tiles of its own
  for (size_t i = 0; i < 3; ++i) in_tiles[i] = tiled(kLengths[i]);
  for (size_t i = 0; i < 3; ++i) by_operations[i] = composed(kLengths[i]);
  fmt::print("MiB held at once by 12 heads of 64, forward and backward\n   T   by operations   in tiles\n");
  for (size_t i = 0; i < 3; ++i)
    fmt::print("{:>4} {:>15.0f} {:>10.0f}\n", kLengths[i], by_operations[i], in_tiles[i]);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "attention_memory",
                         "prints the memory that attention holds, in both forms", p2g::run);
}
