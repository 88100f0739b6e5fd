// E03.7: word vectors of twenty books, beside those of a billion words (Mikolov et al. 2013)
#include "tokenizer/books.h"

#include <fmt/core.h>

#include "experiment/experiment.h"
#include "tokenizer/analogy_questions.h"
#include "tokenizer/principal_axes.h"
#include "tokenizer/similarity.h"
#include "tokenizer/word2vec.h"

namespace p2g {
namespace {

constexpr int64_t kLeast = 5, kEpochs = 15;

struct Form {
  const char *key, *name;
  WordModel model;
  double rate;
  const char *semantic, *syntactic, *total;  // published
};
constexpr Form kForms[] = {{"skipgram", "skip-gram", WordModel::skipgram, 0.025, "55 % (640-d, 320M words)",
                            "59 % (640-d, 320M words)", "53.3 % (300-d, 783M words)"},
                           {"cbow", "CBOW", WordModel::cbow, 0.1, "24 % (640-d, 320M words)",
                            "64 % (640-d, 320M words)", "36.1 % (300-d, 783M words)"}};

std::string percent(const Answers& answers) {
  return fmt::format(
      "{:.1f} % ({} of {})",
      100 * static_cast<double>(answers.right) / static_cast<double>(std::max<int64_t>(1, answers.asked)),
      answers.right, answers.asked);
}

Answers& operator+=(Answers& sum, const Answers& more) {
  sum.asked += more.asked, sum.right += more.right;
  return sum;
}

WordVectors learn(const Form& form, const WordCorpus& corpus, Report& report) {
  WordVectorSettings settings;
  settings.model = form.model, settings.rate = form.rate;
  settings.epochs = kEpochs, settings.subsample = 1e-3;
  const auto progress = [&](double share) {
    report.progress(static_cast<int64_t>(share * 1000), 1000, form.name);
  };
  return {corpus.counts.words(), train_word_vectors(corpus, settings, progress).vectors()};
}

void questions(const Form& form, const WordVectors& vectors, const std::vector<QuestionSection>& sections,
               Report& report) {
  Answers semantic, syntactic;
  for (const QuestionSection& section : sections) {
    const Answers answers = ask(vectors, section);
    (section.name.starts_with("gram") ? syntactic : semantic) += answers;
    fmt::print("{:10} {:30} {}\n", form.name, section.name, percent(answers));
    report.fact(fmt::format("{}-{}", form.key, section.name), percent(answers));
  }
  Answers total = semantic;
  total += syntactic;
  const std::string paper = "Mikolov et al. 2013";
  const auto row = [&](const char* key, const char* what, const char* published, const Answers& answers) {
    report.claim({fmt::format("{}-{}", form.key, key), fmt::format("{}: {} right", form.name, what), paper,
                  published, percent(answers)});
  };
  row("semantic", "analogies of meaning", form.semantic, semantic);
  row("syntactic", "analogies of grammar", form.syntactic, syntactic);
  row("total", "all analogies", form.total, total);
}

constexpr std::array<const char*, 2> kPairs[] = {
    {"man", "woman"},      {"boy", "girl"},       {"king", "queen"},   {"father", "mother"},
    {"son", "daughter"},   {"brother", "sister"}, {"husband", "wife"}, {"uncle", "aunt"},
    {"gentleman", "lady"}, {"prince", "princess"}};

// Men and women of the books, in the plane in which they differ most.
void plane(const WordVectors& vectors, Report& report) {
  const int64_t D = vectors.dimensions();
  Array points = Array::uninitialized({2 * std::ssize(kPairs), D});
  for (int64_t i = 0; i < 2 * std::ssize(kPairs); ++i) {
    const auto row = vectors.unit(vectors.id(kPairs[static_cast<size_t>(i / 2)][static_cast<size_t>(i % 2)]));
    std::copy(row.begin(), row.end(), points.data() + i * D);
  }
  const PrincipalAxes axes = principal_axes(points, 2);
  const Array at = project(axes, points);
  std::vector<Row> rows;
  for (int64_t i = 0; i < 2 * std::ssize(kPairs); ++i)
    rows.push_back({kPairs[static_cast<size_t>(i / 2)][static_cast<size_t>(i % 2)], fmt::format("{}", i / 2),
                    fmt::format("{:.4f}", at[2 * i]), fmt::format("{:.4f}", at[2 * i + 1])});
  report.table("book-words", {"word", "pair", "axis1", "axis2"}, rows);
  report.fact("plane", fmt::format("{:.0f} %", 100 * (axes.variance[0] + axes.variance[1]) / axes.total));
}

void nearest(const Form& form, const WordVectors& vectors, Report& report) {
  for (const char* word : {"king", "seven", "walked", "green", "happy", "ship"}) {
    const int32_t id = vectors.id(word);
    std::string list;
    for (const Neighbour& neighbour : vectors.nearest(vectors.unit(id), 5, {&id, 1}))
      list += (list.empty() ? "" : ", ") + vectors.word(neighbour.word);
    report.fact(fmt::format("{}-near-{}", form.key, word), list);
    fmt::print("{:10} near {:10} {}\n", form.name, word, list);
  }
}

void body(Report& report) {
  const auto folder = [](const char* file) {
    return need_data(fmt::format("word2vec/{}", file), "word2vec");
  };
  const auto sections = read_questions(folder("questions-words.txt"));
  const auto judged = read_judged_pairs(folder("wordsim353.tsv"));
  const WordCorpus corpus = word_corpus(read_books(folder("questions-words.txt").parent_path()), kLeast);
  report.fact("words", fmt::format("{:.2f} million", static_cast<double>(corpus.words.size()) / 1e6));
  report.fact("vocabulary", fmt::format("{}", corpus.counts.size()));
  report.fact("judged", fmt::format("{}", judged.size()));
  for (const Form& form : kForms) {
    const WordVectors vectors = learn(form, corpus, report);
    questions(form, vectors, sections, report);
    const Agreement found = agreement(vectors, judged);
    report.claim({fmt::format("{}-judged", form.key),
                  fmt::format("{}: Spearman's correlation with people, WordSim-353", form.name), "", "",
                  fmt::format("{:.2f} ({} of {} pairs)", found.spearman, found.pairs, judged.size())});
    nearest(form, vectors, report);
    if (form.model == WordModel::skipgram) plane(vectors, report);
  }
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"tokenizer_books", "E03.7", "word vectors of twenty books, beside those of a billion words", "90 s"},
      p2g::body);
}
