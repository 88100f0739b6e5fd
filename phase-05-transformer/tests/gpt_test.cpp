#include "transformer/gpt.h"

#include <gtest/gtest.h>

#include <cmath>

#include "math/reduce.h"
#include "math/threads.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "throws.h"

namespace p2g {
namespace {

GptConfig small() {
  GptConfig config;
  config.vocabulary = 29, config.context = 80, config.channels = 24, config.layers = 2, config.heads = 3;
  return config;
}

GptConfig sized(int64_t layers, int64_t channels, int64_t heads) {
  GptConfig config;
  config.layers = layers, config.channels = channels, config.heads = heads;
  return config;
}

Ids random_ids(const Shape& shape, uint64_t vocabulary, uint64_t seed) {
  Random random(seed);
  Ids ids = Ids::filled(shape, 0);
  for (int64_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<int32_t>(random.below(vocabulary));
  return ids;
}

TEST(GptConfig, CountsTheParametersOfTheFourModels) {
  EXPECT_EQ(parameter_count(GptConfig()), 124439808);
  EXPECT_EQ(parameter_count(sized(24, 1024, 16)), 354823168);
  EXPECT_EQ(parameter_count(sized(36, 1280, 20)), 774030080);
  EXPECT_EQ(parameter_count(sized(48, 1600, 25)), 1557611200);
}

TEST(GptConfig, RefusesSizesThatMakeNoModel) {
  const auto error = [](auto change) {
    GptConfig config = small();
    change(config);
    return error_of([&] { check_config(config); });
  };
  EXPECT_TRUE(says(error([](GptConfig& c) { c.heads = 5; }), {"[gpt]", "24 channels", "5 heads"}));
  EXPECT_TRUE(says(error([](GptConfig& c) { c.heads = 0; }), {"[gpt]", "heads 0"}));
  EXPECT_TRUE(says(error([](GptConfig& c) { c.layers = -1; }), {"[gpt]", "layers -1"}));
  EXPECT_TRUE(says(error([](GptConfig& c) { c.dropout = 1; }), {"[gpt]", "dropout is 1"}));
  EXPECT_NO_THROW(check_config(small()));
}

TEST(Gpt, ListsItsParametersAsTheCheckpointDoes) {
  Random random(1);
  const Gpt gpt(small(), random);
  const Parameters parameters = gpt.parameters();
  ASSERT_EQ(parameters.size(), 2u + 2 * 12 + 2);
  EXPECT_EQ(parameter_count(parameters), parameter_count(small()));
  const std::pair<const char*, Shape> wanted[] = {{"wte.weight", {29, 24}},
                                                  {"wpe.weight", {80, 24}},
                                                  {"h.0.ln_1.weight", {24}},
                                                  {"h.0.ln_1.bias", {24}},
                                                  {"h.0.attn.c_attn.weight", {24, 72}},
                                                  {"h.0.attn.c_attn.bias", {72}},
                                                  {"h.0.attn.c_proj.weight", {24, 24}},
                                                  {"h.0.attn.c_proj.bias", {24}},
                                                  {"h.0.ln_2.weight", {24}},
                                                  {"h.0.ln_2.bias", {24}},
                                                  {"h.0.mlp.c_fc.weight", {24, 96}},
                                                  {"h.0.mlp.c_fc.bias", {96}},
                                                  {"h.0.mlp.c_proj.weight", {96, 24}},
                                                  {"h.0.mlp.c_proj.bias", {24}},
                                                  {"h.1.ln_1.weight", {24}}};
  for (size_t i = 0; i < std::size(wanted); ++i) {
    EXPECT_EQ(parameters[i].name, wanted[i].first);
    EXPECT_EQ(parameters[i].tensor.shape(), wanted[i].second) << parameters[i].name;
  }
  EXPECT_EQ(parameters.back().name, "ln_f.bias");
}

TEST(Gpt, StartsWithGpt2sDeviationsAndKnowsNothing) {
  GptConfig config = small();
  config.vocabulary = 1000, config.channels = 192, config.layers = 4;
  Random random(2);
  const Gpt gpt(config, random);
  const auto deviation = [&](const std::string& name) {
    const Array& w = find_parameter(gpt.parameters(), name).value();
    return std::sqrt(sum_of_squares(w) / static_cast<double>(w.size()));
  };
  EXPECT_NEAR(deviation("wte.weight"), 0.02, 0.0005);
  EXPECT_NEAR(deviation("wpe.weight"), 0.01, 0.0005);
  EXPECT_NEAR(deviation("h.3.attn.c_attn.weight"), 0.02, 0.0005);
  EXPECT_NEAR(deviation("h.3.mlp.c_fc.weight"), 0.02, 0.0005);
  EXPECT_NEAR(deviation("h.3.attn.c_proj.weight"), 0.02 / std::sqrt(8), 0.0003);
  EXPECT_NEAR(deviation("h.3.mlp.c_proj.weight"), 0.02 / std::sqrt(8), 0.0003);
  const Ids ids = random_ids({4, 64}, 1000, 3);
  EXPECT_NEAR(gpt.loss(ids, random_ids({4, 64}, 1000, 4)).item(), std::log(1000), 0.1);
}

// Sequences of more than one tile of attention (64), so that tiles too must keep the future out.
TEST(Gpt, NoPositionSeesALaterToken) {
  Random random(5);
  const Gpt gpt(small(), random);
  Ids ids = random_ids({1, 75}, 29, 6);
  const NoGrad guard;
  const Array before = gpt.logits(ids).value();
  for (const int64_t changed : {0, 1, 40, 63, 64, 74}) {
    Ids other = ids;
    other[changed] = (ids[changed] + 1) % 29;
    const Array after = gpt.logits(other).value();
    EXPECT_EQ(max_abs_difference(after.reshaped({75, 29}).slice(0, changed),
                                 before.reshaped({75, 29}).slice(0, changed)),
              0)
        << changed;
    EXPECT_GT(max_abs_difference(after.reshaped({75, 29}).slice(changed, 1),
                                 before.reshaped({75, 29}).slice(changed, 1)),
              1e-4)
        << changed;
    if (changed < 74) {
      EXPECT_GT(
          max_abs_difference(after.reshaped({75, 29}).slice(74, 1), before.reshaped({75, 29}).slice(74, 1)),
          0)
          << "position 74 does not see token " << changed;
    }
  }
}

TEST(Gpt, SequencesOfABatchDoNotMeet) {
  Random random(7);
  const Gpt gpt(small(), random);
  const Ids batch = random_ids({3, 21}, 29, 8);
  const Array together = gpt.logits(batch).value();
  for (int64_t b = 0; b < 3; ++b) {
    const Ids alone({1, 21}, {batch.values().begin() + b * 21, batch.values().begin() + (b + 1) * 21});
    EXPECT_LE(max_abs_difference(gpt.logits(alone).value(), together.slice(b, 1)), 1e-5) << b;
  }
}

TEST(Gpt, LossIsTheCrossEntropyOfTheLogits) {
  Random random(9);
  const Gpt gpt(small(), random);
  const Ids ids = random_ids({2, 30}, 29, 10), targets = random_ids({2, 30}, 29, 11);
  EXPECT_NEAR(gpt.loss(ids, targets).item(), cross_entropy(gpt.logits(ids), targets).item(), 1e-5);
}

TEST(Gpt, DropsOnlyWhenGivenRandomNumbers) {
  GptConfig config = small();
  config.dropout = 0.3;
  Random random(12), one(13), same(13), other(14);
  const Gpt gpt(config, random);
  const Ids ids = random_ids({2, 30}, 29, 15), targets = random_ids({2, 30}, 29, 16);
  EXPECT_EQ(gpt.loss(ids, targets).item(), gpt.loss(ids, targets).item());
  const Real dropped = gpt.loss(ids, targets, &one).item();
  EXPECT_NE(dropped, gpt.loss(ids, targets).item());
  EXPECT_EQ(dropped, gpt.loss(ids, targets, &same).item());
  EXPECT_NE(dropped, gpt.loss(ids, targets, &other).item());
  // One mask for the embeddings; in each block one for the attention weights and one for each of the two
  // branches.
  EXPECT_EQ(one.position(), 1u + 2 * 3);
}

TEST(Gpt, RefusesWhatItCannotRead) {
  Random random(17);
  const Gpt gpt(small(), random);
  EXPECT_TRUE(says(error_of([&] { (void)gpt.logits(random_ids({1, 81}, 29, 1)); }), {"80 tokens at most"}));
  EXPECT_TRUE(says(error_of([&] { (void)gpt.logits(Ids({1, 2}, {3, 29})); }), {"id 29", "position 1", "29"}));
  EXPECT_TRUE(says(error_of([&] {
                     (void)gpt.logits(Ids({3, 4}));
                   }),
                   {"[gpt]", "ids is (2)", "2 dimensions"}));
}

TEST(Gpt, LearnsOneBatchByHeart) {
  Random random(18);
  const Gpt gpt(small(), random);
  const Ids ids = random_ids({2, 16}, 29, 19), targets = random_ids({2, 16}, 29, 20);
  Adam adam(gpt.parameters(), 1e-2);
  for (int step = 0; step < 150; ++step) {
    zero_grad(gpt.parameters());
    backward(gpt.loss(ids, targets));
    adam.step();
  }
  EXPECT_LE(gpt.loss(ids, targets).item(), 0.05);
}

TEST(Gpt, GivesTheSameBitsOnAnyNumberOfThreads) {
  const int before = thread_count();
  GptConfig config = small();
  config.vocabulary = 500, config.channels = 96, config.dropout = 0.1;
  std::vector<Array> gradients;
  for (const int count : {1, 2, 3}) {
    set_thread_count(count);
    Random random(21), dropout(22);
    const Gpt gpt(config, random);
    const Tensor loss = gpt.loss(random_ids({4, 70}, 500, 23), random_ids({4, 70}, 500, 24), &dropout);
    gradients.push_back(loss.value());
    backward(loss);
    for (const NamedTensor& p : gpt.parameters()) gradients.push_back(p.tensor.grad());
  }
  set_thread_count(before);
  const size_t n = gradients.size() / 3;
  for (size_t i = 0; i < n; ++i) {
    EXPECT_EQ(max_abs_difference(gradients[i], gradients[i + n]), 0) << i;
    EXPECT_EQ(max_abs_difference(gradients[i], gradients[i + 2 * n]), 0) << i;
  }
}

}  // namespace
}  // namespace p2g
