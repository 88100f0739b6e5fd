#include "tokenizer/word_counts.h"

#include <gtest/gtest.h>

#include "math/random.h"
#include "math/threads.h"

namespace p2g {
namespace {

TEST(WordCounts, InOrderOfFirstOccurrence) {
  const auto words = count_words("to be or not to be");
  ASSERT_EQ(words.size(), 5u);
  EXPECT_EQ(words[0].word, "to");  // at the text's start without a space: a word of its own
  EXPECT_EQ(words[1].word, " be");
  EXPECT_EQ(words[1].count, 2);
  EXPECT_EQ(words[4].word, " to");
  EXPECT_TRUE(count_words("").empty());
}

// Chunks begin every quarter of a megabyte: words must not be cut, whatever is near.
TEST(WordCounts, ChunksAndThreadsChangeNothing) {
  Random random(1);
  for (const std::string_view alphabet : {"ab c", "ab \n  'st", "\xC3\xA9 a\xFF", "a"}) {
    std::string text;
    while (text.size() < 1200000) text += alphabet[random.below(alphabet.size())];
    const auto want = count_words_plain(text);
    const int threads = thread_count();
    for (const int n : {1, 3}) {
      set_thread_count(n);
      const auto got = count_words(text);
      ASSERT_EQ(got.size(), want.size());
      for (size_t i = 0; i < got.size(); ++i) {
        ASSERT_EQ(got[i].word, want[i].word);
        ASSERT_EQ(got[i].count, want[i].count);
      }
    }
    set_thread_count(threads);
  }
}

}  // namespace
}  // namespace p2g
