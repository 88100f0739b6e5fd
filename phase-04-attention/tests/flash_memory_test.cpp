// A table of T × T weights is never held: memory grows with T, not with its square.
#include <gtest/gtest.h>

#include "attention/flash.h"
#include "attention/heads.h"
#include "attention/scaled_dot_product.h"
#include "math/pool.h"

namespace p2g {
namespace {

enum class Form { tiled, composed };

// The most bytes that were in use at once, forward and backward, beyond those that were before. A program of
// its own for each would be cleaner: peaks only grow, so the smaller must be measured first.
double peak_mib(Form form, int64_t T, Visible visible) {
  Random random(1);
  const Tensor q = Tensor::parameter(random_normal({1, T, 32}, 1, random));
  const size_t before = pool_statistics().in_use;
  const Tensor y =
      form == Form::tiled
          ? flash_attention(q, q, q, 2, 2, visible)
          : merge_heads(scaled_dot_product(split_heads(q, 2), split_heads(q, 2), split_heads(q, 2), visible));
  backward(y, Array::full(y.shape(), 1));
  return static_cast<double>(pool_statistics().peak - before) / (1 << 20);
}

TEST(FlashMemory, GrowsWithTheLengthAndNotWithItsSquare) {
  const double at_1024 = peak_mib(Form::tiled, 1024, {.causal = true});
  const double at_4096 = peak_mib(Form::tiled, 4096, {.causal = true, .window = 700});
  const double across = peak_mib(Form::tiled, 4096, {});
  const double table = 4096.0 * 4096 * sizeof(Real) / (1 << 20);  // one head's
  EXPECT_LT(at_4096, 5 * at_1024);
  EXPECT_LT(across, 5 * at_1024);
  EXPECT_LT(across, table / 4);
  EXPECT_GT(peak_mib(Form::composed, 1024, {.causal = true}), 4 * at_1024)
      << "the composed form holds its tables";
}

}  // namespace
}  // namespace p2g
