#include <gtest/gtest.h>

#include "math/random.h"
#include "nn/gradient_check.h"
#include "transformer/gelu.h"
#include "transformer/gpt.h"
#include "transformer/head_loss.h"
#include "transformer/layer_norm.h"
#include "transformer/position.h"

namespace p2g {
namespace {

using Inputs = const std::vector<Tensor>&;

std::vector<GradientCase> cases() {
  Random random(5);
  const auto normal = [&](const Shape& shape) { return random_normal(shape, 1, random); };
  const Ids targets({2, 3}, {0, 4, -1, 2, 2, 1});
  return {
      {"layer_norm",
       {normal({2, 3, 8}), normal({8}), normal({8})},
       [](Inputs in) { return layer_norm(in[0], in[1], in[2], 1e-5); }},
      {"gelu", {normal({4, 5})}, [](Inputs in) { return gelu(in[0]); }},
      {"bias_gelu", {normal({2, 3, 5}), normal({5})}, [](Inputs in) { return bias_gelu(in[0], in[1]); }},
      {"add_positions",
       {normal({2, 3, 4}), normal({6, 4})},
       [](Inputs in) { return add_positions(in[0], in[1]); }},
      {"head_cross_entropy",
       {normal({2, 3, 4}), normal({5, 4})},
       [=](Inputs in) { return head_cross_entropy(in[0], in[1], targets); }},
  };
}

TEST(Gradients, EveryOpOfTheRoomIsCheckedInDouble) {
  for (const std::string& op : ops_without_case("transformer", cases()))
    ADD_FAILURE() << op << " has no case";
  for (const GradientCase& check : cases()) EXPECT_LE(gradient_error(check), 1e-6) << check.op;
}

}  // namespace
}  // namespace p2g
