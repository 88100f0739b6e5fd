#include "tokenizer/wordpiece.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "math/random.h"
#include "reads.h"
#include "test_files.h"
#include "throws.h"
#include "tokenizer/wordpiece_trainer.h"

namespace p2g {
namespace {

const Vocabulary kPieces("test", {"[UNK]", "un", "##aff", "##able", "##a", "u", "##n", "una", "##ble", "##f",
                                  "able"});

std::string matched(std::string_view word) {
  std::vector<int32_t> ids{3};  // what was there before stays
  longest_match(kPieces, word, 0, ids);
  std::string text;
  for (size_t i = 1; i < ids.size(); ++i) text += (i == 1 ? "" : " ") + kPieces.piece(ids[i]);
  return !ids.empty() && ids[0] == 3 ? text : "(what was in the list is gone) " + text;
}

TEST(LongestMatch, TakesTheLongestPieceThatFits) {
  EXPECT_TRUE(reads(
      matched("unable"), "una ##ble",
      {{"un ##able", "the longest piece that fits is taken: try the whole rest first, then shorter"},
       {"u ##n ##able", "the longest piece that fits is taken: try the whole rest first, then shorter"},
       {"u ##n ##a ##ble", "the longest piece that fits is taken: try the whole rest first, then shorter"},
       {"[UNK]", "inside a word a piece is looked up with ## before it"}},
      "from the left, the longest piece; then from where it ended"));
  EXPECT_TRUE(
      reads(matched("able"), "able",
            {{"##able", "a word's first piece has no ##"}, {"[UNK]", "a word's first piece has no ##"}}, ""));
  EXPECT_TRUE(reads(matched("unaffable"), "una ##f ##f ##able",
                    {{"una ##f ##f able", "inside a word a piece is looked up with ## before it"}}, ""));
}

TEST(LongestMatch, AWordThatDoesNotFitIsUnknownAsAWhole) {
  EXPECT_TRUE(reads(matched("unx"), "[UNK]",
                    {{"un [UNK]", "the whole word is unknown: take back the pieces that were found"},
                     {"un", "where no piece fits the word is unknown"},
                     {"un ##x", "only pieces of the vocabulary"}},
                    "where no piece fits, the whole word is [UNK]"));
  EXPECT_EQ(matched("xun"), "[UNK]");
  EXPECT_EQ(matched(""), "");
}

TEST(WordPiece, TriesGiveTheLongestMatch) {
  Random random(1);
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> list{WordPiece::kUnknown};
    const auto draw = [&](size_t longest) {
      std::string word;
      for (size_t n = 1 + random.below(longest); n > 0; --n) word += "ab#\xFF"[random.below(4)];
      return word;
    };
    Vocabulary pieces("test", list);
    for (int i = 0; i < 30; ++i) pieces.add((random.below(2) == 0 ? "##" : "") + draw(4));
    const WordPiece wordpiece(pieces);
    for (int i = 0; i < 100; ++i) {
      const std::string word = draw(12);
      std::vector<int32_t> naive, fast;
      longest_match(pieces, word, 0, naive);
      wordpiece.encode_word(word, fast);
      ASSERT_EQ(fast, naive) << word;
    }
  }
}

TEST(WordPiece, CutsAtWhiteSpaceAndPunctuation) {
  EXPECT_EQ(bert_split(" it's $5,\n«naïve» – ok"),
            (std::vector<std::string_view>{"it", "'", "s", "$", "5", ",", "«", "naïve", "»", "–", "ok"}));
  EXPECT_TRUE(bert_split("").empty());
}

// Vocabularies and texts drawn at random, ids from Hugging Face: tools/reference/subwords_golden.py.
TEST(WordPiece, GivesTheIdsOfHuggingFace) {
  std::ifstream golden(P2G_PHASE_DIR "/tests/golden/subwords.jsonl");
  int cases = 0;
  for (std::string line; std::getline(golden, line);) {
    const auto entry = nlohmann::json::parse(line);
    if (!entry.contains("kind") || entry["kind"] != "wordpiece") continue;
    const WordPiece wordpiece(Vocabulary("golden", entry["pieces"].get<std::vector<std::string>>()));
    for (const auto& c : entry["cases"]) {
      EXPECT_EQ(wordpiece.encode(c["text"].get<std::string>()), c["ids"].get<std::vector<int32_t>>())
          << c["text"];
      ++cases;
    }
  }
  EXPECT_GE(cases, 100);
}

TEST(WordPiece, KnownWordsComeBack) {
  const std::string text = "the theory of the other thing";
  const WordPiece wordpiece = train_wordpiece(text, 30);
  EXPECT_EQ(wordpiece.decode(wordpiece.encode(text)), text);
  EXPECT_EQ(wordpiece.decode(wordpiece.encode("the  xylophone\n")), "the [UNK]");
}

TEST(WordPiece, SavedAndLoadedItIsTheSame) {
  const ScratchFolder folder;
  const WordPiece wordpiece = train_wordpiece("naïve 東京, naïve 京 #1 ## ###", 40);
  wordpiece.save(folder / "vocab.txt");
  EXPECT_EQ(WordPiece::load(folder / "vocab.txt").vocabulary().pieces(), wordpiece.vocabulary().pieces());
  EXPECT_TRUE(
      says(error_of([&] { WordPiece::load(folder.put("v", "[UNK]\na\n\nb\n")); }), {"line 3 is empty"}));
  EXPECT_TRUE(says(error_of([&] { WordPiece::load(folder.put("v", "[UNK]\na\na\n")); }),
                   {"ids 1 and 2 are both 'a'"}));
  EXPECT_TRUE(says(error_of([&] { WordPiece::load(folder.put("v", "a\n")); }), {"no [UNK] among 1"}));
}

std::string random_words(Random& random, size_t length, std::string_view alphabet) {
  std::string text;
  while (text.size() < length) text += alphabet[random.below(alphabet.size())];
  return text;
}

TEST(WordPieceTraining, KeptCountsGiveTheNaiveResult) {
  Random random(3);
  for (int round = 0; round < 20; ++round) {
    const std::string text = random_words(random, 300, round % 2 == 0 ? "ab " : "abcde  .");
    ASSERT_EQ(train_wordpiece(text, 40).vocabulary().pieces(),
              train_wordpiece_naive(text, 40).vocabulary().pieces())
        << text;
  }
}

// The gain is what the likelihood really gains, counted before and after.
TEST(WordPieceTraining, TheGainIsTheLikelihoods) {
  Random random(5);
  const auto likelihood = [](const std::vector<SymbolWord>& words) {
    std::vector<double> counts(4);
    double all = 0, sum = 0;
    for (const SymbolWord& word : words)
      for (const int32_t s : word.symbols) counts[size_t(s)] += double(word.count), all += double(word.count);
    for (const double n : counts) sum += n > 0 ? n * std::log(n / all) : 0;
    return sum;
  };
  for (int round = 0; round < 50; ++round) {
    std::vector<SymbolWord> words(3);
    std::vector<int64_t> counts(3);
    int64_t all = 0;
    for (SymbolWord& word : words) {
      word.count = int64_t(1 + random.below(4));
      for (int i = 0; i < 8; ++i) word.symbols.push_back(int32_t(random.below(3)));
      for (const int32_t s : word.symbols) counts[size_t(s)] += word.count, all += word.count;
    }
    const PairCount chosen = count_pairs(words)[0];
    if (chosen.pair.left == chosen.pair.right) continue;
    const double before = likelihood(words);
    for (SymbolWord& word : words) merge_pair(word.symbols, chosen.pair, 3);
    EXPECT_NEAR(likelihood(words) - before,
                merge_gain(chosen.count, counts[size_t(chosen.pair.left)], counts[size_t(chosen.pair.right)],
                           all, false),
                1e-9);
  }
}

TEST(WordPieceTraining, TooSmallAVocabularyIsRefused) {
  EXPECT_TRUE(says(error_of([] { train_wordpiece("abc", 3); }),
                   {"[wordpiece]", "a vocabulary of 3 is too small", "need 4"}));
  EXPECT_EQ(train_wordpiece("", 5).vocabulary().size(), 1);
}

}  // namespace
}  // namespace p2g
