#include "attention/tile_product.h"

#include <gtest/gtest.h>

#include <functional>

#include "math/random.h"

namespace p2g {
namespace {

constexpr int64_t kSide = 64;  // a tile of scores

// A tile of scores as it is after softmax: 0 where row i may not see column j, which is beyond i + lead.
Array hidden(Array tile, int64_t lead) {
  for (int64_t i = 0; i < kSide; ++i)
    for (int64_t j = 0; j < kSide; ++j)
      if (j > i + lead) tile[i * kSide + j] = 0;
  return tile;
}

double sum(int64_t depth, const std::function<double(int64_t)>& term) {
  double total = 0;
  for (int64_t k = 0; k < depth; ++k) total += term(k);
  return total;
}

class TileProduct : public testing::Test {
 protected:
  Random random_{3};
  Array square_ = random_normal({kSide, kSide}, 1, random_);
  Array a_ = random_normal({kSide, 5}, 1, random_);      // (rows,D)
  Array b_ = random_normal({kSide, kSide}, 1, random_);  // (depth,columns)
  Array before_ = random_normal({kSide, kSide}, 1, random_);
  Array c_ = before_.clone();
};

// Leads of attend() may be anything; rows may be fewer than a tile has.
TEST_F(TileProduct, ScoresAreTheProductWhereAQueryMayLook) {
  for (const int64_t lead : {-20, 0, 3, 64, 500})
    for (const int64_t rows : {1, 13, 64}) {
      tile::scores({rows, kSide, 5, a_.data(), 5, b_.data(), kSide, c_.data(), kSide}, lead);
      for (int64_t i = 0; i < rows; ++i)
        for (int64_t j = 0; j < kSide && j <= i + lead; ++j) {
          const double wanted = sum(5, [&](int64_t k) { return a_[i * 5 + k] * b_[k * kSide + j]; });
          ASSERT_LT(j, tile::columns_of_row(i, lead, kSide));
          ASSERT_NEAR(c_[i * kSide + j], wanted, 1e-5)
              << "lead " << lead << ", row " << i << ", column " << j;
        }
    }
}

TEST_F(TileProduct, WeighedLeavesOutNothingButZeros) {
  for (const int64_t lead : {0, 5, 64})
    for (const bool add : {false, true}) {
      const Array weights = hidden(square_.clone(), lead);
      c_.copy_from(before_);
      tile::weighed({61, 32, kSide, weights.data(), kSide, b_.data(), kSide, c_.data(), kSide, add}, lead);
      for (int64_t i = 0; i < 61; ++i)
        for (int64_t j = 0; j < 32; ++j) {
          const double product =
              sum(kSide, [&](int64_t k) { return weights[i * kSide + k] * b_[k * kSide + j]; });
          const double old = add ? before_[i * kSide + j] : 0;
          ASSERT_NEAR(c_[i * kSide + j], old + product, 2e-5) << "lead " << lead << ", row " << i;
        }
    }
}

TEST_F(TileProduct, WeighedTurnedLeavesOutNothingButZeros) {
  for (const int64_t lead : {0, 64})
    for (const bool add : {false, true}) {
      const Array weights = hidden(square_.clone(), lead);
      c_.copy_from(before_);
      tile::weighed_turned({61, 32, kSide, weights.data(), kSide, b_.data(), kSide, c_.data(), kSide, add},
                           lead);
      for (int64_t i = 0; i < 61; ++i)
        for (int64_t j = 0; j < 32; ++j) {
          const double product =
              sum(kSide, [&](int64_t k) { return weights[k * kSide + i] * b_[k * kSide + j]; });
          const double old = add ? before_[i * kSide + j] : 0;
          ASSERT_NEAR(c_[i * kSide + j], old + product, 2e-5) << "lead " << lead << ", row " << i;
        }
    }
}

TEST_F(TileProduct, CopiesAreFilledUpWithZeros) {
  const int64_t count = 37, width = 16;
  Array copy = Array::full({kSide, width}, 9), turned = Array::full({5, kSide}, 9);
  tile::copy_rows(a_.data(), 5, count, 5, 2, copy.data(), width);
  tile::turn_rows(a_.data(), 5, count, 5, turned.data(), kSide);
  for (int64_t i = 0; i < count; ++i)
    for (int64_t d = 0; d < width; ++d) ASSERT_EQ(copy[i * width + d], d < 5 ? 2 * a_[i * 5 + d] : 0);
  for (int64_t d = 0; d < 5; ++d)
    for (int64_t i = 0; i < kSide; ++i) ASSERT_EQ(turned[d * kSide + i], i < count ? a_[i * 5 + d] : 0);
}

}  // namespace
}  // namespace p2g
