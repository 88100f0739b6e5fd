// E04.5: With attention, long sentences stay translatable (Bahdanau, Cho and Bengio 2014, figure 2)
#include <fmt/core.h>

#include <cmath>

#include "experiment/experiment.h"
#include "french.h"
#include "math/threads.h"

namespace p2g {
namespace {

constexpr size_t kGroups[] = {4, 7, 10, 13, 16, 20, kLongestSource + 1};  // from … up to the next
constexpr size_t kGroupCount = std::size(kGroups) - 1;

struct Group {
  std::vector<HeldOut> sentences;
  double length = 0;  // mean
};

// At most 250 sentences of each group of lengths.
std::vector<Group> by_length(const French& data) {
  std::vector<Group> groups(kGroupCount);
  for (const HeldOut& one : data.held_out)
    for (size_t g = 0; g < kGroupCount; ++g)
      if (one.source.size() >= kGroups[g] && one.source.size() < kGroups[g + 1] &&
          groups[g].sentences.size() < 250)
        groups[g].sentences.push_back(one), groups[g].length += static_cast<double>(one.source.size());
  for (Group& group : groups) group.length /= static_cast<double>(group.sentences.size());
  return groups;
}

struct Learned {
  std::vector<double> bleu, perplexity, brevity;  // of each group
  double all = 0;                                 // BLEU of all groups together
};

// A sentence with its translation, and where each of its words was looked for.
void draw(Report& report, const French& data, const AttentionSeq2Seq& net) {
  const std::vector<int32_t> source =
      data.english.ids(words_of("I don't want to go to the park with a red car."));
  const Translation said = translate(net, source, 30, 4, 1);
  std::vector<Row> rows;
  for (int64_t t = 0; t < said.weights.shape()[0]; ++t)
    for (int64_t s = 0; s < std::ssize(source); ++s) {
      const std::string word =
          t < std::ssize(said.ids) ? data.french.text({said.ids[static_cast<size_t>(t)]}) : "(end)";
      rows.push_back({std::to_string(t + 1), std::to_string(s + 1),
                      fmt::format("{:.4f}", said.weights[t * std::ssize(source) + s]), word,
                      data.english.text({source[static_cast<size_t>(s)]})});
    }
  report.table("alignment-sentence", {"step", "place", "weight", "french", "english"}, rows);
  report.fact("sentence_english", data.english.text(source));
  report.fact("sentence_french", data.french.text(said.ids));
}

Learned learn(Report& report, const French& data, const std::vector<Group>& groups, bool looks) {
  FrenchRecipe recipe;
  recipe.steps = 1500;
  recipe.reversed = !looks;  // the plain net's trick, from phase 2
  const AttentionSeq2Seq net = learn_french(data, recipe, looks ? bahdanau_form() : plain_form(), 1);
  Learned learned;
  std::vector<HeldOut> all;
  for (const Group& group : groups) {
    const Bleu score = bleu_of(net, group.sentences, recipe.reversed);
    learned.bleu.push_back(100 * score.score), learned.brevity.push_back(score.brevity);
    learned.perplexity.push_back(perplexity(net, group.sentences, recipe.reversed));
    all.insert(all.end(), group.sentences.begin(), group.sentences.end());
  }
  learned.all = 100 * bleu_of(net, all, recipe.reversed).score;
  if (looks) draw(report, data, net);
  return learned;
}

void run(Report& report) {
  const French data = read_french(2000);
  const std::vector<Group> groups = by_length(data);
  Learned both[2];
  parallel_for(2, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) both[i] = learn(report, data, groups, i == 0);
  });
  const Learned &looks = both[0], &plain = both[1];
  std::vector<Row> rows;
  for (size_t g = 0; g < kGroupCount; ++g)
    rows.push_back({fmt::format("{:.1f}", groups[g].length), fmt::format("{:.2f}", looks.bleu[g]),
                    fmt::format("{:.2f}", plain.bleu[g]), fmt::format("{:.3f}", looks.perplexity[g]),
                    fmt::format("{:.3f}", plain.perplexity[g]), std::to_string(groups[g].sentences.size())});
  report.table("length-curve",
               {"words", "bleu_attention", "bleu_plain", "ppl_attention", "ppl_plain", "sentences"}, rows);
  bool everywhere = true;
  for (size_t g = 0; g < kGroupCount; ++g) everywhere = everywhere && looks.bleu[g] > plain.bleu[g];
  report.claim({.key = "bleu",
                .what = "BLEU, plain and with attention, as many steps",
                .paper = "Bahdanau et al. 2014, up to 50 words",
                .published = "17.82 and 26.75",
                .ours = fmt::format("{:.1f} and {:.1f}", plain.all, looks.all),
                .limit = "attention is higher, at every length",
                .holds = everywhere});
  // Groups: 4 to 6 words, … 13 to 15, 16 to 19, and the few that are longer.
  const auto gap = [&](size_t g) { return std::log(plain.perplexity[g] / looks.perplexity[g]); };
  report.claim({.key = "gap",
                .what = "nats a word that attention saves, 4 to 6 and 13 to 15 words",
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.2f} and {:.2f}", gap(0), gap(3)),
                .limit = "more in the longer ones",
                .holds = gap(3) > gap(0)});
  report.claim({.key = "kept",
                .what = "BLEU of 16 to 19 words as a share of that of 4 to 6, plain and attention",
                .paper = "Bahdanau et al. 2014, figure 2",
                .published = "attention does not drop",
                .ours = fmt::format("{:.2f} and {:.2f}", plain.bleu[4] / plain.bleu[0],
                                    looks.bleu[4] / looks.bleu[0])});
  report.fact("pairs", fmt::format("{}", data.lengths.size()));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"attention_length_curve", "E04.5", "what does a long sentence cost, with attention?", "3 min"},
      p2g::run);
}
