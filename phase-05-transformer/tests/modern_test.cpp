#include "transformer/modern.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "math/random.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "throws.h"
#include "transformer/gpt.h"

namespace p2g {
namespace {

ModernConfig small() {
  ModernConfig c;
  c.vocabulary = 29, c.context = 80, c.channels = 24, c.layers = 2, c.heads = 4, c.kv_heads = 2,
  c.mlp_width = 40;
  return c;
}

Ids random_ids(const Shape& shape, uint64_t vocabulary, uint64_t seed) {
  Random random(seed);
  Ids ids = Ids::filled(shape, 0);
  for (int64_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<int32_t>(random.below(vocabulary));
  return ids;
}

// Large weights, so that attention is far from uniform and every part shows.
Modern shaken(const ModernConfig& config, uint64_t seed = 1) {
  Random random(seed);
  Modern model(config, random);
  for (NamedTensor& p : model.parameters()) {
    const bool norm = p.name.find("norm.weight") != std::string::npos;
    fill_normal(p.tensor.mutable_value(), norm ? 1 : 0, 0.2, random);
  }
  return model;
}

TEST(ModernConfig, CountsTheParametersOfKnownModels) {
  EXPECT_EQ(parameter_count(llama_7b()), 6738415616);  // from memory, as is the next
  EXPECT_EQ(parameter_count(mistral_7b()), 7241732096);
}

TEST(ModernConfig, CountsWhatAModelHolds) {
  for (const NormKind norm : {NormKind::rms, NormKind::layer})
    for (const MlpKind mlp : {MlpKind::swiglu, MlpKind::gelu})
      for (const PositionKind positions : {PositionKind::rope, PositionKind::learned})
        for (const bool tied : {false, true}) {
          ModernConfig c = small();
          c.norm = norm, c.mlp = mlp, c.positions = positions, c.tied_head = tied;
          c.biases = mlp == MlpKind::gelu;
          Random random(1);
          EXPECT_EQ(parameter_count(c), parameter_count(Modern(c, random).parameters()));
        }
}

// Eight query heads to a head of keys and values: an eighth of the cache.
TEST(ModernConfig, SharedHeadsShrinkTheCache) {
  ModernConfig c = llama_7b();
  EXPECT_EQ(cache_numbers(c), 2 * 32 * 4096);
  c.kv_heads = 4;
  EXPECT_EQ(cache_numbers(c), 2 * 32 * 4096 / 8);
  c.kv_heads = 1;
  EXPECT_EQ(cache_numbers(c), 2 * 32 * 128);
}

TEST(ModernConfig, RefusesSizesThatMakeNoModel) {
  const auto error = [](auto change) {
    ModernConfig config = small();
    change(config);
    return error_of([&] { check_config(config); });
  };
  EXPECT_TRUE(says(error([](ModernConfig& c) { c.heads = 5; }), {"[modern]", "24 channels", "5 heads"}));
  EXPECT_TRUE(says(error([](ModernConfig& c) { c.kv_heads = 3; }), {"[modern]", "4 heads", "3 heads"}));
  EXPECT_TRUE(says(error([](ModernConfig& c) { c.heads = c.kv_heads = 8; }), {"3 channels", "pairs"}));
  EXPECT_TRUE(says(error([](ModernConfig& c) { c.window = -1; }), {"window of -1"}));
  EXPECT_TRUE(says(error([](ModernConfig& c) { c.layers = 0; }), {"layers 0"}));
  EXPECT_TRUE(says(error([](ModernConfig& c) { c.biases = true; }), {"biases"}));
}

TEST(Modern, NamesItsParametersAsLlamasCheckpoint) {
  std::set<std::string> names;
  for (const NamedTensor& p : shaken(small()).parameters()) names.insert(p.name);
  for (const char* name :
       {"model.embed_tokens.weight", "model.layers.1.self_attn.q_proj.weight",
        "model.layers.1.self_attn.k_proj.weight", "model.layers.1.self_attn.v_proj.weight",
        "model.layers.1.self_attn.o_proj.weight", "model.layers.1.mlp.gate_proj.weight",
        "model.layers.1.mlp.up_proj.weight", "model.layers.1.mlp.down_proj.weight",
        "model.layers.1.input_layernorm.weight", "model.layers.1.post_attention_layernorm.weight",
        "model.norm.weight", "lm_head.weight"})
    EXPECT_TRUE(names.contains(name)) << name;
  EXPECT_EQ(names.size(), 1u + 2 * 9 + 2);
}

// The same pieces: with GPT-2's choices and a GPT's weights it is that GPT.
TEST(Modern, WithGpt2sChoicesIsAGpt) {
  GptConfig g;
  g.vocabulary = 29, g.context = 80, g.channels = 24, g.layers = 2, g.heads = 3;
  Random random(3);
  const Gpt gpt(g, random);
  for (NamedTensor& p : gpt.parameters())
    fill_normal(p.tensor.mutable_value(), p.name.find("ln_") != std::string::npos ? 1 : 0, 0.2, random);
  ModernConfig c;
  c.vocabulary = 29, c.context = 80, c.channels = 24, c.layers = 2, c.heads = c.kv_heads = 3;
  c.mlp_width = 96, c.norm_epsilon = g.layer_norm_epsilon, c.tied_head = true, c.biases = true;
  c.norm = NormKind::layer, c.mlp = MlpKind::gelu, c.positions = PositionKind::learned;
  EXPECT_EQ(parameter_count(c), parameter_count(g));
  Modern model(c, random);
  model.embed_tokens.mutable_value().copy_from(gpt.wte.value());
  model.embed_positions.mutable_value().copy_from(gpt.wpe.value());
  const auto copy_norm = [](LayerNorm& to, const LayerNorm& from) {
    to.weight.mutable_value().copy_from(from.weight.value());
    to.bias.mutable_value().copy_from(from.bias.value());
  };
  const auto copy_columns = [](Linear& to, const Linear& from, int64_t first) {
    const int64_t out = to.bias.shape()[0], all = from.bias.shape()[0];
    for (int64_t row = 0; row < to.weight.shape()[0]; ++row)
      std::copy_n(from.weight.value().data() + row * all + first, out,
                  to.weight.mutable_value().data() + row * out);
    std::copy_n(from.bias.value().data() + first, out, to.bias.mutable_value().data());
  };
  for (size_t l = 0; l < 2; ++l) {
    ModernBlock& to = model.layers[l];
    const Block& from = gpt.h[l];
    copy_norm(to.input_layernorm.layer, from.ln_1), copy_norm(to.post_attention_layernorm.layer, from.ln_2);
    copy_columns(to.self_attn.q_proj, from.attn.c_attn, 0);
    copy_columns(to.self_attn.k_proj, from.attn.c_attn, 24);
    copy_columns(to.self_attn.v_proj, from.attn.c_attn, 48);
    copy_columns(to.self_attn.o_proj, from.attn.c_proj, 0);
    copy_columns(to.mlp.up_proj, from.mlp.c_fc, 0), copy_columns(to.mlp.down_proj, from.mlp.c_proj, 0);
  }
  copy_norm(model.norm.layer, gpt.ln_f);
  const Ids ids = random_ids({2, 70}, 29, 4);
  const Array wanted = gpt.logits(ids).value();
  EXPECT_LE(max_abs_difference(model.logits(ids).value(), wanted), 1e-4);
  EXPECT_GT(sum_of_squares(wanted) / static_cast<double>(wanted.size()), 0.1);
}

// A window as long as the text hides nothing; a shorter one does.
TEST(Modern, AWindowAsLongAsTheTextIsNoWindow) {
  const Ids ids = random_ids({2, 12}, 29, 5);
  ModernConfig c = small();
  const Modern full = shaken(c);
  const auto with_window = [&](int64_t window) {
    c.window = window;
    return max_abs_difference(shaken(c).logits(ids).value(), full.logits(ids).value());
  };
  EXPECT_LE(with_window(12), 1e-5);
  EXPECT_LE(with_window(50), 1e-5);
  EXPECT_GT(with_window(11), 1e-3);
}

// With two layers and a window of 4 nothing from before i − 6 can reach position i.
TEST(Modern, WhatAWindowHidesArrivesThroughLayersOnly) {
  ModernConfig c = small();
  c.window = 4;
  const Modern model = shaken(c);
  const NoGrad guard;
  Ids ids = random_ids({1, 20}, 29, 6);
  const Array before = model.logits(ids).value().reshaped({20, 29});
  ids[5] = (ids[5] + 1) % 29;
  const Array after = model.logits(ids).value().reshaped({20, 29});
  for (int64_t t = 0; t < 20; ++t) {
    const double change = max_abs_difference(before.slice(t, 1), after.slice(t, 1));
    if (t < 5 || t > 11)
      EXPECT_LE(change, 1e-6) << t;
    else
      EXPECT_GT(change, 1e-5) << t;
  }
}

// As many heads of keys and values as of queries is multi-head attention; fewer is the same as all heads with
// those of a group made equal.
TEST(Modern, SharedHeadsAreAllHeadsWithEqualKeysAndValues) {
  ModernConfig shared = small(), all = small();
  all.kv_heads = all.heads;
  const Modern a = shaken(shared);
  Modern b = shaken(all);
  for (const NamedTensor& p : a.parameters()) {
    Tensor to = find_parameter(b.parameters(), p.name);
    if (to.shape() == p.tensor.shape()) {
      to.mutable_value().copy_from(p.tensor.value());
      continue;
    }
    const int64_t D = shared.head_size(), rows = to.shape()[0];
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t head = 0; head < 4; ++head)
        std::copy_n(p.tensor.value().data() + (row * 2 + head / 2) * D, D,
                    to.mutable_value().data() + (row * 4 + head) * D);
  }
  const Ids ids = random_ids({2, 33}, 29, 7);
  EXPECT_LE(max_abs_difference(a.logits(ids).value(), b.logits(ids).value()), 1e-4);
}

// Only distances count: the same symbols after a longer lead, which a window of 3 in one layer cannot see.
TEST(Modern, WithRotaryPositionsOnlyDistancesCount) {
  ModernConfig c = small();
  c.layers = 1, c.window = 3;
  const Modern model = shaken(c);
  const NoGrad guard;
  const Ids near({1, 4}, {9, 1, 2, 3}), far({1, 9}, {7, 7, 7, 7, 7, 9, 1, 2, 3});
  EXPECT_LE(max_abs_difference(model.logits(near).value().reshaped({4, 29}).slice(3, 1),
                               model.logits(far).value().reshaped({9, 29}).slice(8, 1)),
            1e-4);
}

TEST(Modern, NoPositionSeesALaterToken) {
  const Modern model = shaken(small());
  const NoGrad guard;
  Ids ids = random_ids({1, 70}, 29, 8);
  const Array before = model.logits(ids).value().reshaped({70, 29});
  ids[40] = (ids[40] + 1) % 29;
  const Array after = model.logits(ids).value().reshaped({70, 29});
  EXPECT_EQ(max_abs_difference(before.slice(0, 40), after.slice(0, 40)), 0);
  EXPECT_GT(max_abs_difference(before.slice(69, 1), after.slice(69, 1)), 0);
}

TEST(Modern, LossIsTheCrossEntropyOfTheLogits) {
  for (const bool tied : {false, true}) {
    ModernConfig c = small();
    c.tied_head = tied;
    const Modern model = shaken(c);
    const Ids ids = random_ids({2, 30}, 29, 9), targets = random_ids({2, 30}, 29, 10);
    EXPECT_NEAR(model.loss(ids, targets).item(), cross_entropy(model.logits(ids), targets).item(), 1e-4);
  }
}

TEST(Modern, LearnsOneBatchByHeart) {
  Random random(11);
  const Modern model(small(), random);
  const Ids ids = random_ids({2, 16}, 29, 12), targets = random_ids({2, 16}, 29, 13);
  Adam adam(model.parameters(), 1e-2);
  for (int step = 0; step < 150; ++step) {
    zero_grad(model.parameters());
    backward(model.loss(ids, targets));
    adam.step();
  }
  EXPECT_LE(model.loss(ids, targets).item(), 0.05);
}

TEST(Modern, GivesTheSameBitsOnAnyNumberOfThreads) {
  const int before = thread_count();
  std::vector<Array> found;
  for (const int count : {1, 3}) {
    set_thread_count(count);
    const Modern model = shaken(small());
    const Tensor loss = model.loss(random_ids({3, 70}, 29, 14), random_ids({3, 70}, 29, 15));
    found.push_back(loss.value());
    backward(loss);
    for (const NamedTensor& p : model.parameters()) found.push_back(p.tensor.grad());
  }
  set_thread_count(before);
  for (size_t i = 0; i < found.size() / 2; ++i)
    EXPECT_EQ(max_abs_difference(found[i], found[i + found.size() / 2]), 0) << i;
}

}  // namespace
}  // namespace p2g
