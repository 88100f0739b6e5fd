// E02.2, quick: word classes from word order alone (Elman 1990)
#include <fmt/core.h>

#include <cmath>
#include <map>

#include "cluster.h"
#include "experiment/experiment.h"
#include "experiments/seeds.h"
#include "sequence/elman.h"
#include "sequence/elman_grammar.h"

namespace p2g {
namespace {

constexpr int64_t kSeeds = 4, kSentences = 10000, kPasses = 6;
constexpr size_t kBits = 31, kHidden = 150;  // two of the bits are never on

using Prefix = std::vector<int32_t>;

struct Corpus {
  std::vector<int32_t> words;      // all sentences, without marks between them
  std::vector<Prefix> so_far;      // the words of the sentence up to and with this one
  std::map<Prefix, Numbers> next;  // how often each word came after such a beginning, as probabilities
};

Corpus make_corpus(Random& random) {
  Corpus corpus;
  for (const Prefix& sentence : elman_sentences(kSentences, random))
    for (size_t i = 0; i < sentence.size(); ++i) {
      corpus.words.push_back(sentence[i]);
      corpus.so_far.emplace_back(sentence.begin(), sentence.begin() + static_cast<std::ptrdiff_t>(i + 1));
    }
  for (size_t t = 0; t + 1 < corpus.words.size(); ++t) {
    Numbers& counts = corpus.next[corpus.so_far[t]];
    counts.resize(kBits);
    ++counts[static_cast<size_t>(corpus.words[t + 1])];
  }
  for (auto& [prefix, counts] : corpus.next) {
    double total = 0;
    for (const double c : counts) total += c;
    for (double& c : counts) c /= total;
  }
  return corpus;
}

Numbers one_hot(int32_t word) {
  Numbers bits(kBits);
  bits[static_cast<size_t>(word)] = 1;
  return bits;
}

double squared_distance(const Numbers& a, const Numbers& b) {
  double total = 0;
  for (size_t i = 0; i < a.size(); ++i) total += (a[i] - b[i]) * (a[i] - b[i]);
  return total;
}

double cosine(const Numbers& a, const Numbers& b) {
  double ab = 0, aa = 0, bb = 0;
  for (size_t i = 0; i < a.size(); ++i) ab += a[i] * b[i], aa += a[i] * a[i], bb += b[i] * b[i];
  return ab / std::sqrt(aa * bb);
}

struct Study {
  double to_actual = 0, to_likely = 0, to_cosine = 0;  // summed squared error a word, twice; mean cosine
  std::vector<Numbers> hidden;                         // of each word, its mean hidden layer
  int64_t same_class = 0;                              // words whose nearest neighbour is of their class
};

int64_t count_same_class(const std::vector<Numbers>& points) {
  int64_t same = 0;
  for (int32_t word = 0; word < kElmanWords; ++word) {
    int32_t nearest = word == 0 ? 1 : 0;
    for (int32_t other = 0; other < kElmanWords; ++other) {
      const Numbers& own = points[static_cast<size_t>(word)];
      if (other != word && squared_distance(own, points[static_cast<size_t>(other)]) <
                               squared_distance(own, points[static_cast<size_t>(nearest)]))
        nearest = other;
    }
    same += is_noun(word) == is_noun(nearest);
  }
  return same;
}

// The last look, without learning.
void look(Elman& elman, const Corpus& corpus, Study& study) {
  std::vector<double> seen(kElmanWords);
  study.hidden.assign(kElmanWords, Numbers(kHidden));
  const auto n = static_cast<double>(corpus.words.size() - 1);
  for (size_t t = 0; t + 1 < corpus.words.size(); ++t) {
    const Numbers y = step_forward(elman, one_hot(corpus.words[t]));
    const Numbers& likely = corpus.next.at(corpus.so_far[t]);
    study.to_actual += squared_distance(y, one_hot(corpus.words[t + 1])) / n;
    study.to_likely += squared_distance(y, likely) / n;
    study.to_cosine += cosine(y, likely) / n;
    const auto word = static_cast<size_t>(corpus.words[t]);
    ++seen[word];
    for (size_t u = 0; u < kHidden; ++u) study.hidden[word][u] += elman.context[u];
  }
  for (size_t word = 0; word < kElmanWords; ++word)
    for (double& h : study.hidden[word]) h /= seen[word];
  study.same_class = count_same_class(study.hidden);
}

Study learn(uint64_t seed, bool cross_entropy) {
  Random random(seed);
  const Corpus corpus = make_corpus(random);
  Elman elman = make_elman(kBits, kHidden, kBits, -0.1, 0.1, random);
  const double rate = cross_entropy ? 0.1 : 0.3;
  Numbers delta(kBits);
  for (int64_t pass = 0; pass < kPasses; ++pass)
    for (size_t t = 0; t + 1 < corpus.words.size(); ++t) {
      const Numbers& y = step_forward(elman, one_hot(corpus.words[t]));
      const Numbers target = one_hot(corpus.words[t + 1]);
      for (size_t i = 0; i < kBits; ++i)
        delta[i] = (y[i] - target[i]) * (cross_entropy ? 1 : slope(Squash::logistic, y[i]));
      send_back(elman.net, delta);
      step(elman.net, rate, 0);
    }
  Study study;
  look(elman, corpus, study);
  return study;
}

std::string range(const std::vector<Study>& all, double Study::*field) {
  double low = all[0].*field, high = low;
  for (const Study& one : all) low = std::min(low, one.*field), high = std::max(high, one.*field);
  return fmt::format("{:.3f} to {:.3f}", low, high);
}

template <typename Condition>
int64_t count(const std::vector<Study>& all, Condition condition) {
  return std::count_if(all.begin(), all.end(), condition);
}

void claims(const std::vector<Study>& cross, const std::vector<Study>& square, Report& report) {
  const std::string paper = "Elman 1990";
  const auto of = [](int64_t k) { return fmt::format("{} of {}", k, kSeeds); };
  const auto likely = count(cross, [](const Study& s) { return s.to_likely <= 0.05; });
  const auto angle = count(cross, [](const Study& s) { return s.to_cosine >= 0.89; });
  const auto classes = count(cross, [](const Study& s) { return s.same_class == kElmanWords; });
  report.claim({"likely", "cross-entropy: squared error a word, beside the likelihoods", paper, "0.053",
                range(cross, &Study::to_likely), "<= 0.05", likely == kSeeds, of(likely)});
  report.claim({"cosine", "cross-entropy: cosine with the likelihoods", paper, "0.916",
                range(cross, &Study::to_cosine), ">= 0.89", angle == kSeeds, of(angle)});
  report.claim({"actual", "cross-entropy: squared error a word, beside the word that came", paper, "0.88",
                range(cross, &Study::to_actual), "", true, of(kSeeds)});
  report.claim({"neighbours", "words whose nearest neighbour is of their class, noun or verb", paper,
                "nouns and verbs apart", fmt::format("{} of {}", cross[0].same_class, kElmanWords),
                "all, on every seed", classes == kSeeds, of(classes)});
  report.claim({"likely_square", "squared error, as printed: beside the likelihoods", paper, "0.053",
                range(square, &Study::to_likely), "", true, of(kSeeds)});
  report.claim({"cosine_square", "squared error, as printed: cosine", paper, "0.916",
                range(square, &Study::to_cosine), "", true, of(kSeeds)});
  report.claim({"actual_square", "squared error, as printed: beside the word that came", paper, "0.88",
                range(square, &Study::to_actual), "", true, of(kSeeds)});
}

void body(Report& report) {
  const auto all = over_seeds(
      2 * kSeeds, [](uint64_t run) { return learn((run + 1) / 2, /*cross_entropy=*/run % 2 == 1); });
  std::vector<Study> cross, square;
  for (size_t i = 0; i < all.size(); ++i) (i % 2 == 0 ? cross : square).push_back(all[i]);
  claims(cross, square, report);
  const Dendrogram tree = cluster(cross[0].hidden);
  std::vector<Row> lines, leaves;
  for (const Stroke& s : tree.strokes)
    lines.push_back({fmt::format("{:.4f}", s.x0), fmt::format("{:.2f}", s.y0), fmt::format("{:.4f}", s.x1),
                     fmt::format("{:.2f}", s.y1)});
  for (size_t place = 0; place < tree.order.size(); ++place) {
    const auto word = static_cast<int32_t>(tree.order[place]);
    leaves.push_back({fmt::format("{}", place), std::string(elman_word(word)), is_noun(word) ? "1" : "2"});
  }
  report.table("elman_tree", {"x0", "y0", "x1", "y1"}, lines);
  report.table("elman_leaves", {"place", "word", "class"}, leaves);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"sequence_elman_words", "E02.2", "word classes from word order alone", "20 s"}, p2g::body);
}
