#include "transformer/bert.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "math/random.h"
#include "math/reduce.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "throws.h"
#include "transformer/masking.h"

namespace p2g {
namespace {

BertConfig small() {
  BertConfig c;
  c.vocabulary = 23, c.context = 40, c.channels = 24, c.layers = 2, c.heads = 3, c.mlp_width = 48;
  return c;
}

Bert shaken(uint64_t seed = 1) {
  Random random(seed);
  const Bert bert(small(), random);
  for (NamedTensor& p : bert.parameters())
    if (p.tensor.shape().rank() == 2) fill_normal(p.tensor.mutable_value(), 0, 0.3, random);
  return bert;
}

Ids random_ids(const Shape& shape, uint64_t seed) {
  Random random(seed);
  Ids ids = Ids::filled(shape, 0);
  for (int64_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<int32_t>(random.below(23));
  return ids;
}

// What a GPT may not: a changed word changes what is said at every place, before it as well.
TEST(Bert, EveryPlaceSeesEveryWord) {
  const Bert bert = shaken();
  const NoGrad guard;
  Ids ids = random_ids({1, 12}, 2);
  const Array before = bert.hidden({ids}).value().reshaped({12, 24});
  ids[7] = (ids[7] + 1) % 23;
  const Array after = bert.hidden({ids}).value().reshaped({12, 24});
  for (int64_t t = 0; t < 12; ++t)
    EXPECT_GT(max_abs_difference(before.slice(t, 1), after.slice(t, 1)), 1e-4) << t;
}

TEST(Bert, PaddingChangesNothing) {
  const Bert bert = shaken();
  const NoGrad guard;
  const Ids alone = random_ids({1, 9}, 3);
  Ids padded = Ids::filled({1, 14}, 5);
  for (int64_t t = 0; t < 9; ++t) padded[t] = alone[t];
  const Array wanted = bert.logits({alone}).value().reshaped({9, 23});
  const Array got = bert.logits({padded, {}, {9}}).value().reshaped({14, 23}).slice(0, 9);
  EXPECT_LE(max_abs_difference(got, wanted), 1e-4);
}

TEST(Bert, ASegmentIsAnotherSentence) {
  const Bert bert = shaken();
  const Ids ids = random_ids({1, 6}, 4);
  const Ids zero = Ids::filled({1, 6}, 0), one = Ids::filled({1, 6}, 1);
  EXPECT_EQ(max_abs_difference(bert.logits({ids}).value(), bert.logits({ids, zero}).value()), 0);
  EXPECT_GT(max_abs_difference(bert.logits({ids}).value(), bert.logits({ids, one}).value()), 1e-3);
}

TEST(Bert, CountsBertBase) {
  Random random(5);
  const NoInitialWeights none;
  // 109,482,240 without the head (from memory); the head has 768² + 3 · 768 and a bias of 30,522.
  EXPECT_EQ(parameter_count(Bert(BertConfig(), random).parameters()) - (768 * 768 + 3 * 768 + 30522),
            109482240 - (768 * 768 + 768));  // theirs counts the pooler, which only other tasks use
}

TEST(Bert, LearnsToFillInWhatIsMasked) {
  Random random(6);
  BertConfig c = small();
  const Bert bert(c, random);
  Adam adam(bert.parameters(), 2e-3);
  // Every text is one word again and again: any word that is left tells the others, on either side.
  const auto draw = [&] {
    Ids ids = Ids::filled({8, 10}, 0);
    for (int64_t b = 0; b < 8; ++b)
      std::fill_n(ids.data() + b * 10, 10, static_cast<int32_t>(1 + random.below(22)));
    return ids;
  };
  const MaskRule rule{.mask = 0, .first_word = 1, .vocabulary = 23};
  for (int step = 0; step < 700; ++step) {
    const MaskedText text = mask_words(draw(), rule, random);
    zero_grad(bert.parameters());
    backward(bert.loss({text.inputs}, text.targets));
    adam.step();
  }
  const MaskedText text = mask_words(draw(), rule, random);
  EXPECT_LE(bert.loss({text.inputs}, text.targets).item(), 0.3) << "ln 22 = 3.1 for one who knows nothing";
}

TEST(Bert, RefusesWhatItCannotRead) {
  const Bert bert = shaken();
  EXPECT_TRUE(says(error_of([&] { (void)bert.logits({random_ids({1, 41}, 7)}); }), {"40 tokens at most"}));
  EXPECT_TRUE(says(error_of([&] { (void)bert.logits({Ids({3})}); }), {"[bert]", "2 dimensions"}));
  EXPECT_TRUE(says(error_of([&] {
                     (void)bert.logits({random_ids({1, 4}, 7), Ids::filled({1, 3}, 0)});
                   }),
                   {"[bert]", "segments", "(1,3)"}));
  BertConfig c = small();
  c.heads = 5;
  EXPECT_TRUE(says(error_of([&] { check_config(c); }), {"[bert]", "24 channels", "5 heads"}));
}

}  // namespace
}  // namespace p2g
