#include "attention/visible.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "math/random.h"
#include "nn/aggregate.h"
#include "throws.h"

namespace p2g {
namespace {

// '#' for a key that is seen, '.' for one that is not, row after row of one sequence.
std::string picture(const Visible& visible, int64_t Tq, int64_t Tk, int64_t B = 1, int64_t b = 0) {
  const Tensor masked = mask_scores(Tensor::constant(Array::zeros({B, 1, Tq, Tk})), visible);
  std::string rows;
  for (int64_t i = 0; i < Tq; ++i) {
    for (int64_t j = 0; j < Tk; ++j) rows += masked.value()[(b * Tq + i) * Tk + j] == 0 ? '#' : '.';
    rows += ' ';
  }
  return rows;
}

TEST(Visible, PicturesOfAllMasks) {
  EXPECT_EQ(picture({}, 2, 3), "### ### ");
  EXPECT_EQ(picture({.causal = true}, 3, 3), "#.. ##. ### ");
  EXPECT_EQ(picture({.causal = true}, 2, 4), "###. #### ") << "queries are the newest positions";
  EXPECT_EQ(picture({.causal = true, .window = 2}, 4, 4), "#... ##.. .##. ..## ");
  EXPECT_EQ(picture({.key_lengths = {2, 1}}, 2, 3, 2, 0), "##. ##. ");
  EXPECT_EQ(picture({.key_lengths = {2, 1}}, 2, 3, 2, 1), "#.. #.. ");
  EXPECT_EQ(picture({.causal = true, .key_lengths = {2}}, 3, 3), "#.. ##. ##. ");
}

TEST(Visible, NothingToHideIsTheSameTensor) {
  const Tensor scores = Tensor::constant(Array::zeros({1, 1, 2, 2}));
  EXPECT_EQ(mask_scores(scores, {}).node(), scores.node());
}

TEST(Visible, WrongSettingsAreNamed) {
  const auto error = [](const Visible& visible, int64_t B, int64_t Tq, int64_t Tk) {
    return error_of([&] { check_visible("me", visible, B, Tq, Tk); });
  };
  EXPECT_EQ(error({.window = 3}, 1, 4, 4),
            "[me] a window of 3 without causal: a window counts backwards, so set causal too");
  EXPECT_EQ(error({.causal = true}, 1, 5, 3),
            "[me] 5 queries over 3 keys, causal: the first 2 see no key. Are the keys of the past missing?");
  EXPECT_EQ(error({.key_lengths = {2}}, 3, 4, 4),
            "[me] 1 key lengths for 3 sequences: wanted one for each, or none");
  EXPECT_EQ(error({.key_lengths = {2, 5}}, 2, 4, 4), "[me] a key length is 5, but there are 4 keys");
  EXPECT_EQ(error({.key_lengths = {2, 0}}, 2, 4, 4),
            "[me] query 0 of sequence 1 sees no key: it has 0 keys. Leave such queries out");
  EXPECT_EQ(
      error({.causal = true, .window = 2, .key_lengths = {2}}, 1, 4, 4),
      "[me] query 3 of sequence 0 sees no key: it has 2 keys, all of them before the window. Leave such "
      "queries out");
  EXPECT_EQ(error_of([] {
              mask_scores(Tensor::constant(Array::zeros({2, 2})), {});
            }),
            "[mask_scores] scores are (2,2), wanted (B,H,Tq,Tk)");
}

}  // namespace
}  // namespace p2g
