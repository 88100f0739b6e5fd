#include "tokenizer/sennrich.h"

#include "reads.h"

namespace p2g {
namespace {

using Words = std::vector<std::pair<std::string, int64_t>>;
const Words kToy{{"low", 5}, {"lower", 2}, {"newest", 6}, {"widest", 3}};

TEST(Sennrich, TheToysTenMerges) {
  const SennrichBpe bpe(kToy, 10);
  std::vector<std::string> merged;
  for (size_t i = 0; i < bpe.merges().size(); ++i) merged.push_back(bpe.merged(i));
  EXPECT_EQ(joined(merged), "es est est</w> lo low ne new newest</w> low</w> wi");
  std::vector<int64_t> counts;
  for (const PairCount& merge : bpe.merges()) counts.push_back(merge.count);
  EXPECT_EQ(counts, (std::vector<int64_t>{9, 9, 9, 7, 7, 6, 6, 6, 5, 3}));
}

TEST(Sennrich, AWordThatWasNeverSeenIsMadeOfKnownParts) {
  const SennrichBpe bpe(kToy, 10);
  EXPECT_EQ(joined(bpe.segment("lowest")), "low est</w>");
  EXPECT_EQ(joined(bpe.segment("newer")), "new e r </w>");
  EXPECT_EQ(joined(bpe.segment("xé")), "x é </w>");
  EXPECT_EQ(joined(bpe.segment("")), "</w>");
}

TEST(Sennrich, TrainingWordsAreSegmentedAsTheyEnded) {
  for (const int merges : {0, 3, 7, 1000}) {
    const SennrichBpe bpe(kToy, merges);
    for (size_t i = 0; i < kToy.size(); ++i)
      EXPECT_EQ(joined(bpe.segment(kToy[i].first)), joined(bpe.spelled(bpe.words()[i].symbols)));
  }
  EXPECT_EQ(joined(SennrichBpe(kToy, 1000).segment("widest")), "widest</w>");  // and ends when all is merged
}

}  // namespace
}  // namespace p2g
