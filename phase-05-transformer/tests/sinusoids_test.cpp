#include "transformer/sinusoids.h"

#include <gtest/gtest.h>

#include <cmath>

#include "close_to.h"
#include "throws.h"

namespace p2g {
namespace {

// Four channels: the first pair turns by 1 a place, the second by 1/100.
TEST(Sinusoids, OfTwoPlacesByHand) {
  EXPECT_TRUE(close_to(
      sinusoids(2, 4),
      Array::of({2, 4}, {0, 1, 0, 1, std::sin(1), std::cos(1), std::sin(0.01), std::cos(0.01)}), 1e-6,
      {{"all sines come first, then all cosines: they alternate",
        {0, 0, 1, 1, std::sin(1), std::sin(0.01), std::cos(1), std::cos(0.01)}},
       {"sine and cosine have changed places",
        {1, 0, 1, 0, std::cos(1), std::sin(1), std::cos(0.01), std::sin(0.01)}},
       {"each channel has a speed of its own: sine and cosine of a pair share one, that of the even channel",
        {0, 1, 0, 1, std::sin(1), std::cos(0.1), std::sin(0.01), std::cos(0.001)}},
       {"the exponent is i/C: it is 2i/C, where 2i is the even channel",
        {0, 1, 0, 1, std::sin(1), std::cos(1), std::sin(0.1), std::cos(0.1)}},
       {"later channels turn faster: divide by 10000^(2i/C), do not multiply",
        {0, 1, 0, 1, std::sin(1), std::cos(1), std::sin(100), std::cos(100)}}},
      "angle = position / 10000^(2i/C), its sine in channel 2i, its cosine in 2i + 1"));
}

// PE(p + k) is PE(p), each pair turned by its own k·frequency.
TEST(Sinusoids, OfALaterPlaceAreATurnOfThis) {
  constexpr int64_t kC = 16, k = 7;
  const Array table = sinusoids(60, kC);
  for (int64_t p = 0; p + k < 60; ++p)
    for (int64_t c = 0; c < kC; c += 2) {
      const double turn = k * std::pow(10000.0, -static_cast<double>(c) / kC);
      const auto sine = static_cast<double>(table[p * kC + c]),
                 cosine = static_cast<double>(table[p * kC + c + 1]);
      EXPECT_NEAR(table[(p + k) * kC + c], sine * std::cos(turn) + cosine * std::sin(turn), 1e-5);
      EXPECT_NEAR(table[(p + k) * kC + c + 1], cosine * std::cos(turn) - sine * std::sin(turn), 1e-5);
    }
}

TEST(Sinusoids, RefuseNoPlaces) {
  EXPECT_TRUE(says(error_of([] { (void)sinusoids(0, 4); }), {"[sinusoids]", "0 positions"}));
}

}  // namespace
}  // namespace p2g
