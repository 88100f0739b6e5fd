// E03.4, quick: gender and number planted in a grammar, and found by word vectors (Mikolov et al. 2013)
#include <fmt/core.h>

#include <algorithm>

#include "experiment/experiment.h"
#include "planted.h"
#include "tokenizer/principal_axes.h"
#include "tokenizer/word2vec.h"

namespace p2g {
namespace {

constexpr uint64_t kSeeds = 5;
constexpr int64_t kSentences = 10000;  // as many as Elman had

struct Form {
  const char *key, *name;
  WordModel model;
  int64_t window;
};
constexpr Form kSkipgram{"skipgram", "skip-gram", WordModel::skipgram, 5},
    kCbow{"cbow", "CBOW", WordModel::cbow, 5},
    kShort{"short", "skip-gram, a window of 2", WordModel::skipgram, 2};

WordVectors learn(const Form& form, uint64_t seed) {
  Random random(seed);
  const WordCorpus corpus = word_corpus(planted_text(kSentences, random), 1);
  WordVectorSettings settings;
  settings.model = form.model, settings.window = form.window, settings.seed = seed;
  settings.dimensions = 20, settings.epochs = 10, settings.rate = 0.1;
  settings.subsample = 0;  // every word of 75 tells something
  settings.batch = 16;     // small beside the vocabulary
  return {corpus.counts.words(), train_word_vectors(corpus, settings).vectors()};
}

// How many of each section's questions each seed answers, in percent.
using Percents = std::vector<std::array<double, 2>>;

Percents percents(const Form& form, Report& report) {
  const auto sections = planted_questions();
  Percents found;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const WordVectors vectors = learn(form, seed);
    found.emplace_back();
    for (size_t i = 0; i < 2; ++i) {
      const Answers answers = ask(vectors, sections[i]);
      found.back()[i] = 100 * static_cast<double>(answers.right) / static_cast<double>(answers.asked);
    }
    report.progress(static_cast<int64_t>(seed), kSeeds, form.name);
  }
  return found;
}

void claim(const Form& form, bool limit, Report& report) {
  const Percents found = percents(form, report);
  const char* const names[] = {"gender", "number"};
  for (size_t i = 0; i < 2; ++i) {
    double least = 100, most = 0;
    int good = 0;
    for (const auto& seed : found) {
      least = std::min(least, seed[i]), most = std::max(most, seed[i]);
      good += seed[i] >= 80;
    }
    const std::string ours =
        least == most ? fmt::format("{:.0f} %", least) : fmt::format("{:.0f} to {:.0f} %", least, most);
    report.claim({fmt::format("{}-{}", form.key, names[i]),
                  fmt::format("{}: analogies of {}, right", form.name, names[i]), "", "", ours,
                  limit ? ">= 80 % on every seed" : "", !limit || good == kSeeds,
                  limit ? fmt::format("{} of {}", good, kSeeds) : fmt::format("{} seeds", kSeeds)});
  }
}

// All 32 nouns in the plane in which they differ most, of the first seed.
void plane(Report& report) {
  const WordVectors vectors = learn(kSkipgram, 1);
  Array points = Array::uninitialized({4 * kKinds, vectors.dimensions()});
  for (size_t i = 0; i < 4 * kKinds; ++i) {
    const auto row = vectors.unit(vectors.id(kPeople[i / 4][i % 4]));
    std::copy(row.begin(), row.end(), points.data() + static_cast<int64_t>(i) * vectors.dimensions());
  }
  const Array at = project(principal_axes(points, 4), points);
  std::vector<Row> rows;
  for (size_t i = 0; i < 4 * kKinds; ++i) {
    Row row{kPeople[i / 4][i % 4], fmt::format("{}", i / 4), fmt::format("{}", i % 4)};
    for (int64_t axis = 0; axis < 4; ++axis)
      row.push_back(fmt::format("{:.4f}", at[static_cast<int64_t>(i) * 4 + axis]));
    rows.push_back(row);
  }
  report.table("planted-words", {"word", "kind", "form", "axis1", "axis2", "axis3", "axis4"}, rows);
}

void body(Report& report) {
  claim(kSkipgram, true, report);
  claim(kCbow, true, report);
  claim(kShort, false, report);
  Random random(1);
  const int64_t V = word_corpus(planted_text(kSentences, random), 1).counts.size();
  report.claim({"chance", "a guess among the words that were not asked", "", "",
                fmt::format("{:.1f} %", 100.0 / static_cast<double>(V - 3))});
  report.fact("words", fmt::format("{}", V));
  report.fact("questions", fmt::format("{}", planted_questions()[0].questions.size()));
  plane(report);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(argc, argv,
                              {"tokenizer_analogies", "E03.4",
                               "gender and number planted in a grammar, and found by word vectors", "5 s"},
                              p2g::body);
}
