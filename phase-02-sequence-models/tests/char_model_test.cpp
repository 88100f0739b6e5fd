#include "sequence/char_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "throws.h"

namespace p2g {
namespace {

std::vector<int32_t> counting(int n) {
  std::vector<int32_t> text(static_cast<size_t>(n));
  std::iota(text.begin(), text.end(), 0);
  return text;
}

TEST(Lanes, ReadTheTextOnceInOrder) {
  const std::vector<int32_t> text = counting(14);
  const Lanes lanes(text, /*lanes=*/2, /*steps=*/3);  // lanes 0 … 5 and 6 … 11; 12 is a target, 13 left over
  ASSERT_EQ(lanes.pieces(), 2);
  EXPECT_EQ(lanes.piece(0).inputs.values(), (std::vector<int32_t>{0, 6, 1, 7, 2, 8}));
  EXPECT_EQ(lanes.piece(0).targets.values(), (std::vector<int32_t>{1, 7, 2, 8, 3, 9}));
  EXPECT_EQ(lanes.piece(1).inputs.values(), (std::vector<int32_t>{3, 9, 4, 10, 5, 11}));
  EXPECT_EQ(lanes.piece(1).targets.values(), (std::vector<int32_t>{4, 10, 5, 11, 6, 12}));
  EXPECT_EQ(lanes.piece(1).targets.shape(), (Shape{3, 2}));
}

TEST(Lanes, RefuseTextsThatAreTooShort) {
  const std::vector<int32_t> text = counting(6);
  EXPECT_TRUE(says(error_of([&] { Lanes(text, 2, 3); }), {"[lanes]", "6 symbols", "3 steps"}));
  EXPECT_THROW(Lanes({}, 1, 1), Error);
  EXPECT_THROW(Lanes(text, 0, 3), Error);
  EXPECT_THROW(Lanes(text, 1, 5).piece(1), Error);
}

TEST(CharModel, StateMakesTwoPiecesOne) {
  Random random(1);
  const CharModel model({5, 3, 8, 2}, random);
  std::vector<LstmState> whole, parts;
  const Tensor all = model(Ids({4, 1}, {0, 3, 1, 4}), whole);
  model(Ids({2, 1}, {0, 3}), parts);
  detach(parts);
  const Tensor last = model(Ids({2, 1}, {1, 4}), parts);
  for (int64_t i = 0; i < 10; ++i) EXPECT_NEAR(last.value()[i], all.value()[10 + i], 1e-5);
}

TEST(CharModel, LossInPiecesIsTheLossInOne) {
  Random random(2);
  const CharModel model({6, 4, 8, 1}, random);
  std::vector<int32_t> text(2500);
  for (int32_t& symbol : text) symbol = static_cast<int32_t>(random.below(6));
  std::vector<LstmState> state;
  const Ids inputs({2499, 1}, {text.begin(), text.end() - 1}), targets({text.begin() + 1, text.end()});
  EXPECT_NEAR(cross_entropy(model, text),
              static_cast<double>(cross_entropy(model(inputs, state), targets).item()), 1e-4);
  EXPECT_THROW(cross_entropy(model, std::span(text).first(1)), Error);
}

// "aab" again and again: which letter comes depends on the one before the last.
TEST(CharModel, LearnsWhatPairsCannotTell) {
  const Alphabet alphabet("ab");
  std::string text;
  for (int i = 0; i < 100; ++i) text += "aab";
  const std::vector<int32_t> ids = alphabet.encode(text);
  Random random(1);
  const CharModel model({2, 4, 16, 1}, random);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, 0.02);
  const Lanes lanes(ids, 4, 10);
  for (int pass = 0; pass < 12; ++pass) {
    std::vector<LstmState> state;
    for (int64_t i = 0; i < lanes.pieces(); ++i) {
      const Lanes::Piece piece = lanes.piece(i);
      zero_grad(parameters);
      backward(cross_entropy(model(piece.inputs, state), piece.targets));
      adam.step();
      detach(state);
    }
  }
  EXPECT_LT(cross_entropy(model, ids), 0.05) << "pairs alone cost 0.46";
  Random draws(3);
  EXPECT_EQ(alphabet.decode(babble(model, alphabet.encode("aabaab"), 6, 0, draws)), "aabaab");
}

TEST(Babble, IsTheSameForTheSameSeedAndStopsWhereItIsTold) {
  Random random(1);
  const CharModel model({4, 3, 8, 1}, random);
  const std::vector<int32_t> prompt{0};
  Random a(7), b(7), c(7), d(8);
  const std::vector<int32_t> said = babble(model, prompt, 200, 1, a);
  EXPECT_EQ(said.size(), 200u);
  EXPECT_EQ(babble(model, prompt, 200, 1, b), said);
  EXPECT_NE(babble(model, prompt, 200, 1, d), said);
  const std::vector<int32_t> stopped = babble(model, prompt, 200, 1, c, /*stop=*/2);
  EXPECT_EQ(std::count(stopped.begin(), stopped.end(), 2), 0);
  EXPECT_TRUE(std::equal(stopped.begin(), stopped.end(), said.begin()));
  EXPECT_EQ(said[stopped.size()], 2);
  EXPECT_THROW(babble(model, {}, 5, 1, a), Error);
}

TEST(CharModel, RefusesWhatHasNoSize) {
  Random random(1);
  EXPECT_TRUE(says(error_of([&] { CharModel({4, 0, 8, 1}, random); }), {"[char model]", "embedding 0"}));
}

}  // namespace
}  // namespace p2g
