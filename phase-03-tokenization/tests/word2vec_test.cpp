#include "tokenizer/word2vec.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "math/reduce.h"
#include "math/threads.h"
#include "throws.h"
#include "tokenizer/negative_sampling.h"
#include "tokenizer/window.h"

namespace p2g {
namespace {

// Two kinds of things that never meet.
WordCorpus kinds() {
  std::string text;
  Random random(5);
  const char* const animals[] = {"cat", "dog", "cow"};
  const char* const tools[] = {"saw", "axe", "awl"};
  for (int i = 0; i < 600; ++i) {
    const auto& kind = i % 2 == 0 ? animals : tools;
    const char* const verb = i % 2 == 0 ? "eats" : "cuts";
    text += std::string(kind[random.below(3)]) + " " + verb + " " + kind[random.below(3)] + "\n\n";
  }
  return word_corpus(text, 1);
}

WordVectorSettings small(WordModel model) {
  WordVectorSettings settings;
  settings.model = model;
  settings.dimensions = 10, settings.subsample = 0, settings.batch = 8, settings.epochs = 10;
  settings.rate = 0.1;
  return settings;
}

double cosine(const Array& v, int64_t a, int64_t b) {
  const int64_t D = v.shape()[1];
  double ab = 0, aa = 0, bb = 0;
  for (int64_t d = 0; d < D; ++d) {
    const auto x = static_cast<double>(v[a * D + d]), y = static_cast<double>(v[b * D + d]);
    ab += x * y, aa += x * x, bb += y * y;
  }
  return ab / std::sqrt(aa * bb);
}

TEST(Word2Vec, PutsWordsOfOneKindTogether) {
  const WordCorpus corpus = kinds();
  const auto id = [&](const char* word) { return corpus.counts.find(word).value(); };
  for (const WordModel model : {WordModel::skipgram, WordModel::cbow}) {
    const Array v = train_word_vectors(corpus, small(model)).vectors();
    EXPECT_GT(cosine(v, id("cat"), id("dog")), cosine(v, id("cat"), id("saw")) + 0.5);
    EXPECT_GT(cosine(v, id("saw"), id("axe")), cosine(v, id("axe"), id("cow")) + 0.5);
  }
}

TEST(Word2Vec, DependsOnItsSeedAndNotOnThreads) {
  const WordCorpus corpus = kinds();
  const int before = thread_count();
  for (const WordModel model : {WordModel::skipgram, WordModel::cbow}) {
    WordVectorSettings settings = small(model);
    settings.epochs = 1, settings.batch = 64, settings.subsample = 0.1;
    const auto vectors = [&](int threads) {
      set_thread_count(threads);
      return train_word_vectors(corpus, settings).vectors();
    };
    const auto same = [](const Array& a, const Array& b) {
      return std::memcmp(a.data(), b.data(), static_cast<size_t>(a.size()) * sizeof(Real)) == 0;
    };
    const Array one = vectors(1);
    EXPECT_TRUE(same(one, vectors(2)));
    EXPECT_TRUE(same(one, vectors(5)));
    settings.seed = 2;
    EXPECT_FALSE(same(one, vectors(2)));
  }
  set_thread_count(before);
}

// Two passes of one batch each, by the formulas: the rate falls along a line to 0.
TEST(Word2Vec, IsItsPartsPutTogether) {
  const WordCorpus corpus = kinds();
  WordVectorSettings settings = small(WordModel::skipgram);
  settings.epochs = 2, settings.batch = 1 << 20, settings.subsample = 0.1, settings.rate = 0.001;
  Random random(settings.seed);
  WordTables tables = make_tables(corpus.counts.size(), settings.dimensions, random);
  const AliasTable table(noise_weights(corpus.counts.counts()));
  const Noise noise{table, settings.negatives, random.bits()};
  uint64_t drawn = 0;
  for (const double rate : {0.001, 0.0005}) {
    Sampled text;
    WordTasks tasks;
    subsample(corpus, keep_probabilities(corpus.counts.counts(), 0.1), random.bits(), text);
    skipgram_batch(text.words, draw_windows(text, settings.window, random.bits()), noise, drawn, tasks);
    step_by_formula(tables, tasks, rate);
  }
  const WordTables got = train_word_vectors(corpus, settings);
  EXPECT_LT(max_abs_difference(got.input, tables.input), 1e-5);
  EXPECT_LT(max_abs_difference(got.output, tables.output), 1e-5);
}

TEST(Word2Vec, SaysHowFarItIs) {
  std::vector<double> shares;
  train_word_vectors(kinds(), small(WordModel::skipgram), [&](double share) { shares.push_back(share); });
  ASSERT_GT(shares.size(), 2u);
  EXPECT_EQ(shares.front(), 0);
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_LT(shares.back(), 1);
}

TEST(Word2Vec, RefusesSettingsThatMeanNothing) {
  const WordCorpus corpus = kinds();
  const auto error = [&](auto change) {
    WordVectorSettings settings;
    change(settings);
    return error_of([&] { (void)train_word_vectors(corpus, settings); });
  };
  EXPECT_TRUE(says(error([](auto& s) { s.negatives = 0; }), {"[word2vec]", "negatives 0"}));
  EXPECT_TRUE(says(error([](auto& s) { s.batch = 0; }), {"batch 0"}));
  EXPECT_TRUE(says(error([](auto& s) { s.epochs = 0; }), {"epochs 0"}));
  EXPECT_TRUE(says(error([](auto& s) { s.rate = 0; }), {"rate 0"}));
  EXPECT_TRUE(says(error([](auto& s) { s.dimensions = 0; }), {"of 0 dimensions"}));
  EXPECT_TRUE(says(error([](auto& s) { s.window = 0; }), {"window of 0"}));
  EXPECT_TRUE(says(error([](auto& s) { s.subsample = -1; }), {"threshold is -1"}));
  EXPECT_TRUE(
      says(error_of([] { (void)train_word_vectors(word_corpus("one", 1), {}); }), {"vocabulary of 1 words"}));
}

}  // namespace
}  // namespace p2g
