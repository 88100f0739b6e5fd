// The residual stream: what no branch touches goes through as it is.
#include <gtest/gtest.h>

#include "close_to.h"
#include "transformer/gpt.h"

namespace p2g {
namespace {

const GptConfig kConfig{7, 6, 8, 1, 2};  // vocabulary, context, channels, layers, heads

TEST(Residual, ABlockOfSilentBranchesPassesAllOn) {
  Random random(1);
  Block block(kConfig, random);
  block.attn.c_proj.weight.mutable_value().fill(0);
  block.mlp.c_proj.weight.mutable_value().fill(0);
  const Tensor x = Tensor::parameter(random_normal({2, 6, 8}, 1, random));
  const Tensor y = block(x, 0, nullptr);
  EXPECT_TRUE(close_to(y.value(), x.value(), 0));
  const Array dy = random_normal({2, 6, 8}, 1, random);
  backward(y, dy.clone());
  EXPECT_TRUE(close_to(x.grad(), dy, 0));
}

TEST(Residual, BranchesOnlyAdd) {
  Random random(2);
  Block block(kConfig, random);
  block.mlp.c_proj.weight.mutable_value().fill(0);
  block.mlp.c_proj.bias.mutable_value().fill(Real(0.5));
  block.attn.c_proj.weight.mutable_value().fill(0);
  block.attn.c_proj.bias.mutable_value().fill(Real(0.25));
  const Array x = random_normal({1, 6, 8}, 1, random);
  Array want = x.clone();
  for (int64_t i = 0; i < x.size(); ++i) want[i] = x[i] + Real(0.75);
  EXPECT_TRUE(close_to(block(Tensor::constant(x), 0, nullptr).value(), want, 1e-6));
}

}  // namespace
}  // namespace p2g
