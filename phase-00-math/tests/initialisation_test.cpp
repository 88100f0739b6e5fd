#include "math/initialisation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "math/welford.h"
#include "throws.h"

namespace p2g {
namespace {

TEST(Initialisation, DeviationsAreTheFormulas) {
  EXPECT_DOUBLE_EQ(glorot_deviation(300, 100), std::sqrt(2.0 / 400));
  EXPECT_DOUBLE_EQ(glorot_bound(300, 100), std::sqrt(6.0 / 400));
  EXPECT_DOUBLE_EQ(he_deviation(512), 1.0 / 16);
  // Uniform in ± b has variance b²/3.
  EXPECT_DOUBLE_EQ(glorot_bound(7, 9) * glorot_bound(7, 9) / 3,
                   glorot_deviation(7, 9) * glorot_deviation(7, 9));
}

Welford of(const Array& a) {
  Welford w;
  for (int64_t i = 0; i < a.size(); ++i) w.add(static_cast<double>(a[i]));
  return w;
}

TEST(Initialisation, WeightsHaveTheDeviation) {
  Random random(1);
  Array weights = Array::uninitialized({400, 200});
  fill_glorot(weights, random);
  EXPECT_NEAR(of(weights).mean(), 0, 0.001);
  EXPECT_NEAR(std::sqrt(of(weights).variance()) / glorot_deviation(400, 200), 1, 0.01);
  for (int64_t i = 0; i < weights.size(); ++i)
    ASSERT_LE(std::abs(static_cast<double>(weights[i])), glorot_bound(400, 200) + 1e-7);
  fill_he(weights, random);
  EXPECT_NEAR(of(weights).mean(), 0, 0.001);
  EXPECT_NEAR(std::sqrt(of(weights).variance()) / he_deviation(400), 1, 0.01);  // in is the first dimension
}

TEST(Initialisation, RefusesWhatIsNoMatrix) {
  Random random(2);
  Array three = Array::zeros({2, 3, 4});
  EXPECT_TRUE(says(error_of([&] { fill_he(three, random); }), {"[initialisation]"}));
  EXPECT_TRUE(says(error_of([] { (void)he_deviation(0); }), {"0 inputs"}));
}

}  // namespace
}  // namespace p2g
