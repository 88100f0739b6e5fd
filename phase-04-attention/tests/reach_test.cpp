#include "attention/reach.h"

#include <gtest/gtest.h>

#include <vector>

#include "close_to.h"

namespace p2g {
namespace {

// first and end of every query, one after the other.
std::vector<double> ranges(const Reach& reach, int64_t queries) {
  std::vector<double> all;
  for (int64_t i = 0; i < queries; ++i) {
    all.push_back(static_cast<double>(reach.first(i)));
    all.push_back(static_cast<double>(reach.end(i)));
  }
  return all;
}

TEST(Reach, CausalQueriesSeeThemselvesAndThoseBefore) {
  EXPECT_TRUE(close_to(ranges({.past = 0, .keys = 3}, 3), {0, 1, 0, 2, 0, 3}, 0,
                       {{"a query must see itself too: end is one past its own position", {0, 0, 0, 1, 0, 2}},
                        {"nothing is hidden: a causal query sees no later key", {0, 3, 0, 3, 0, 3}}},
                       "query i sees keys 0 … i, so first = 0 and end = i + 1"));
}

TEST(Reach, QueriesAreTheNewestPositions) {
  EXPECT_TRUE(close_to(ranges({.past = 4, .keys = 6}, 2), {0, 5, 0, 6}, 0,
                       {{"the past is forgotten: query i stands at position i + past", {0, 1, 0, 2}}},
                       "two new queries after four keys see 5 and 6 keys"));
}

TEST(Reach, PaddingIsNeverSeen) {
  EXPECT_TRUE(close_to(ranges({.past = 0, .keys = 2}, 4), {0, 1, 0, 2, 0, 2, 0, 2}, 0,
                       {{"padding is seen: end may not pass `keys`", {0, 1, 0, 2, 0, 3, 0, 4}}}));
  EXPECT_TRUE(close_to(ranges({.past = 3, .keys = 5, .causal = false}, 2), {0, 5, 0, 5}, 0,
                       {{"only causal queries are kept from later keys", {0, 4, 0, 5}}},
                       "without causal every query sees all `keys` keys"));
}

TEST(Reach, AWindowHoldsTheLastKeysItsOwnIncluded) {
  EXPECT_TRUE(close_to(
      ranges({.past = 0, .keys = 4, .window = 2}, 4), {0, 1, 0, 2, 1, 3, 2, 4}, 0,
      {{"the window holds one key too many: its own position is one of them", {0, 1, 0, 2, 0, 3, 1, 4}},
       {"first is negative for the first queries: no key comes before 0", {-1, 1, 0, 2, 1, 3, 2, 4}},
       {"the window is ignored", {0, 1, 0, 2, 0, 3, 0, 4}}}));
  EXPECT_TRUE(close_to(ranges({.past = 5, .keys = 7, .window = 3}, 2), {3, 6, 4, 7}, 0,
                       {{"the past is forgotten: query i stands at position i + past", {0, 1, 0, 2}}}));
}

}  // namespace
}  // namespace p2g
