#include "tokenizer/unigram.h"

#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "math/threads.h"
#include "reads.h"
#include "test_files.h"
#include "throws.h"
#include "tokenizer/simple_tokenizers.h"
#include "tokenizer/unigram_trainer.h"

namespace p2g {
namespace {

const std::vector<std::string> kHand{"h", "u", "g", "s", "hu", "ug", "hug", "gs", "ugs"};

// p of h, u, g, s: 0.05 each; hu 0.1, ug 0.2, hug 0.15, gs 0.3, ugs 0.01.
PieceModel by_hand() {
  PieceModel model(kHand);
  const double p[] = {0.05, 0.05, 0.05, 0.05, 0.1, 0.2, 0.15, 0.3, 0.01};
  for (size_t i = 0; i < 9; ++i) model.scores[i] = std::log(p[i]);
  return model;
}

std::string best_cut(const PieceModel& model, const std::vector<std::string>& pieces, std::string_view word,
                     double* score = nullptr) {
  std::vector<int32_t> ids;
  const double found = viterbi(model, word, ids);
  if (score != nullptr) *score = found;
  std::string text;
  for (const int32_t id : ids) text += (text.empty() ? "" : " ") + (id < 0 ? "?" : pieces[size_t(id)]);
  return text;
}

// hug·s = 0.15·0.05 = 0.0075; hu·gs = 0.1·0.3 = 0.03; h·ug·s = h·ugs = 0.0005.
TEST(Viterbi, TheBestCutOfHugsByHand) {
  double score = 0;
  EXPECT_TRUE(reads(
      best_cut(by_hand(), kHand, "hugs", &score), "hu gs",
      {{"hug s", "the longest piece first is not the most probable whole: compare scores at each place"},
       {"gs hu", "the pieces were found from the end: turn them round"},
       {"h u g s", "a better score replaces the one before: >, and not the first that came"},
       {"h ugs", "keep, for each place, the best of all pieces that end there"}},
      "best[end] = max over pieces that end there of best[start] + score"));
  EXPECT_TRUE(close_to(
      score, std::log(0.03), 1e-9,
      {{"what is returned is the score of the last piece: wanted that of the whole", {std::log(0.3)}},
       {"what is returned is p: wanted log p", {0.03}}},
      "the score of the whole word is best[word.size()]"));
}

TEST(Viterbi, NothingAndWhatDoesNotFit) {
  double score = 1;
  EXPECT_EQ(best_cut(by_hand(), kHand, "", &score), "");
  EXPECT_EQ(score, 0);
  EXPECT_TRUE(holds(
      best_cut(by_hand(), kHand, "hux", &score).empty() && score == -std::numeric_limits<double>::infinity(),
      "no pieces and −infinity where nothing fits", fmt::format("score {}", score),
      "a place that no piece reaches has score −infinity, and no way leads back from it"));
  std::vector<int32_t> ids{7};
  viterbi(by_hand(), "h", ids);
  EXPECT_TRUE(holds(ids == std::vector<int32_t>({7, 0}), "7 0: what was in the list stays, in its place",
                    "something else", "turn round only what was appended"));
}

std::string random_word(Random& random, size_t longest, std::string_view alphabet) {
  std::string word;
  for (size_t n = 1 + random.below(longest); n > 0; --n) word += alphabet[random.below(alphabet.size())];
  return word;
}

struct RandomModel {
  std::vector<std::string> pieces;
  PieceModel model;
};
RandomModel random_model(Random& random) {
  Vocabulary pieces("test", {"a", "b", "c"});
  for (int i = 0; i < 15; ++i) pieces.add(random_word(random, 5, "abc"));
  RandomModel drawn{pieces.pieces(), PieceModel(pieces.pieces())};
  for (double& score : drawn.model.scores) score = -random.uniform(1, 8);
  return drawn;
}

TEST(Viterbi, IsTheBestOfAllCuts) {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const RandomModel drawn = random_model(random);
    const std::string word = random_word(random, 12, "abc");
    std::vector<int32_t> fast, naive;
    const double score = viterbi(drawn.model, word, fast), want = viterbi_naive(drawn.model, word, naive);
    EXPECT_NEAR(score, want, 1e-9);
    double sum = 0;  // the pieces are those of the score; equally good ones may differ in their order
    std::string spelled;
    for (const int32_t id : fast) sum += drawn.model.scores[size_t(id)], spelled += drawn.pieces[size_t(id)];
    EXPECT_NEAR(sum, score, 1e-9);
    EXPECT_EQ(spelled, word);
  }
}

// Scores and texts drawn at random, ids from Hugging Face: tools/reference/subwords_golden.py.
TEST(Viterbi, GivesTheIdsOfHuggingFace) {
  std::ifstream golden(P2G_PHASE_DIR "/tests/golden/subwords.jsonl");
  int cases = 0;
  for (std::string line; std::getline(golden, line);) {
    const auto entry = nlohmann::json::parse(line);
    if (!entry.contains("kind") || entry["kind"] != "unigram") continue;
    PieceModel model(entry["pieces"].get<std::vector<std::string>>());
    model.scores = entry["scores"].get<std::vector<double>>();
    for (const auto& c : entry["cases"]) {
      std::vector<int32_t> ids;
      viterbi(model, c["text"].get<std::string>(), ids);
      EXPECT_EQ(ids, c["ids"].get<std::vector<int32_t>>()) << c["text"];
      ++cases;
    }
  }
  EXPECT_GE(cases, 100);
}

// h·ugs + hug·s + hu·gs + hu·g·s + h·ug·s + h·u·gs + h·u·g·s
TEST(UnigramSums, AllCutsOfHugsByHand) {
  const double want = 0.05 * 0.01 + 0.0075 + 0.03 + 0.1 * 0.05 * 0.05 + 0.05 * 0.2 * 0.05 +
                      0.05 * 0.05 * 0.3 + std::pow(0.05, 4);
  EXPECT_NEAR(std::exp(log_likelihood(by_hand(), "hugs")), want, 1e-12);
  EXPECT_EQ(log_likelihood(by_hand(), "x"), -std::numeric_limits<double>::infinity());
}

const std::string kText =
    "the cat sat on the mat, and the other cat sat on the other mat. naïve cats sat; 東京 東京 cats do not "
    "sit.";

TEST(Unigram, EveryByteStringComesBack) {
  const Unigram unigram = train_unigram(kText, {.vocabulary = 290});
  Random random(2);
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    const size_t length = random.below(60);
    while (bytes.size() < length) bytes += static_cast<char>(random.below(256));
    ASSERT_EQ(unigram.decode(unigram.encode(bytes)), bytes);
    ASSERT_EQ(unigram.decode(unigram.sample(bytes, random)), bytes);
  }
  EXPECT_EQ(unigram.decode(unigram.encode(kText)), kText);
  EXPECT_LT(unigram.encode(kText).size(), kText.size() / 2);
}

TEST(Unigram, SavedAndLoadedItIsTheSame) {
  const ScratchFolder folder;
  const Unigram unigram = train_unigram(kText, {.vocabulary = 300});
  unigram.save(folder.path());
  const auto loaded = load_tokenizer(folder.path());
  EXPECT_EQ(loaded->kind(), "unigram");
  EXPECT_EQ(loaded->encode(kText), unigram.encode(kText));
  EXPECT_EQ(dynamic_cast<const Unigram&>(*loaded).model().scores, unigram.model().scores);
}

TEST(Unigram, BrokenPiecesAreRefused) {
  std::vector<std::string> bytes;
  for (int b = 0; b < 256; ++b) bytes.emplace_back(1, static_cast<char>(b));
  std::vector<double> scores(256, -5);
  EXPECT_NO_THROW(Unigram(bytes, scores));
  EXPECT_TRUE(says(error_of([&] { Unigram(bytes, std::vector<double>(255)); }), {"255 scores for 256"}));
  scores[7] = std::nan("");
  EXPECT_TRUE(says(error_of([&] { Unigram(bytes, scores); }), {"the score of id 7 is nan"}));
  bytes[65] = "AA";
  EXPECT_TRUE(says(error_of([&] { Unigram(bytes, std::vector<double>(256)); }), {"byte 0x41 has no piece"}));
  EXPECT_TRUE(says(error_of([] { train_unigram("a", {.vocabulary = 255}); }), {"255 is too small"}));
}

// Each cut as often as its share of the sum over all cuts.
TEST(Unigram, SamplesByProbability) {
  std::vector<std::string> pieces;
  std::vector<double> scores(256, std::log(0.001));
  for (int b = 0; b < 256; ++b) pieces.emplace_back(1, static_cast<char>(b));
  for (const auto& [piece, p] : {std::pair{"hu", 0.1}, {"hug", 0.15}, {"gs", 0.3}})
    pieces.emplace_back(piece), scores.push_back(std::log(p));
  const Unigram unigram(pieces, scores);
  Random random(3);
  std::map<std::vector<int32_t>, int> drawn;
  constexpr int kDraws = 20000;
  for (int i = 0; i < kDraws; ++i) ++drawn[unigram.sample("hugs", random)];
  const double all = std::exp(log_likelihood(unigram.model(), "hugs"));
  for (const auto& [ids, count] : drawn) {
    double p = 1;
    for (const int32_t id : ids) p *= std::exp(unigram.model().scores[size_t(id)]);
    EXPECT_NEAR(count / double(kDraws), p / all, 4 * std::sqrt(p / all / kDraws) + 1e-3);
  }
  EXPECT_GE(drawn.size(), 2u);
}

TEST(UnigramTraining, NoPassMakesTheTextLessLikely) {
  const std::vector<WordCount> words = count_words(kText);
  Vocabulary pieces("test", {});
  for (int b = 0; b < 256; ++b) pieces.add(std::string(1, static_cast<char>(b)));
  for (const char* piece :
       {"the", " the", "cat", " cat", "at", " sat", "other", "her", "東", "東京", "ca", "th"})
    pieces.add(piece);
  PieceModel model(pieces.pieces());
  std::fill(model.scores.begin(), model.scores.end(), -std::log(double(pieces.size())));
  std::vector<double> expected;
  double before = -std::numeric_limits<double>::infinity();
  for (int pass = 0; pass < 30; ++pass) {
    const double now = expectation_maximization(model, words, pieces.pieces(), expected);
    EXPECT_GE(now, before - 1e-9) << pass;
    before = now;
  }
  // Expected pieces cover the text: their bytes, weighted, are its bytes.
  double bytes = 0;
  for (size_t id = 0; id < expected.size(); ++id) bytes += expected[id] * double(pieces.pieces()[id].size());
  EXPECT_NEAR(bytes, double(kText.size()), 1e-6);
}

TEST(UnigramTraining, KeepsTheVocabularyAskedFor) {
  EXPECT_EQ(train_unigram(kText, {.vocabulary = 280}).vocabulary(), 280);
  EXPECT_EQ(train_unigram(kText, {.vocabulary = 256}).vocabulary(), 256);
  EXPECT_EQ(train_unigram("", {.vocabulary = 300}).vocabulary(), 256);
}

TEST(UnigramTraining, IsTheSameOnAnyNumberOfThreads) {
  const int threads = thread_count();
  set_thread_count(1);
  const Unigram one = train_unigram(kText, {.vocabulary = 280});
  set_thread_count(4);
  const Unigram four = train_unigram(kText, {.vocabulary = 280});
  set_thread_count(threads);
  EXPECT_EQ(one.model().scores, four.model().scores);
}

}  // namespace
}  // namespace p2g
