#include "tokenizer/analogy_questions.h"

#include <algorithm>

#include "math/error.h"
#include "math/matmul.h"
#include "math/threads.h"
#include "tokenizer/files.h"
#include "tokenizer/word_corpus.h"

namespace p2g {
namespace {

constexpr std::string_view kSpace = " \t\r";

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (size_t i = line.find_first_not_of(kSpace); i < line.size(); i = line.find_first_not_of(kSpace, i)) {
    const size_t end = std::min(line.find_first_of(kSpace, i), line.size());
    fields.push_back(line.substr(i, end - i));
    i = end;
  }
  return fields;
}

void parse_line(std::string_view line, int64_t number, std::vector<QuestionSection>& sections) {
  const auto fields = fields_of(line);
  if (fields.empty()) return;
  if (fields[0] == ":") {
    if (fields.size() != 2) fail("questions", "line {} is '{}', wanted ': section'", number, line);
    sections.push_back({std::string(fields[1]), {}});
    return;
  }
  if (fields.size() != 4)
    fail("questions", "line {} has {} words, wanted 4, or ': section'", number, fields.size());
  if (sections.empty()) fail("questions", "line {} comes before any ': section'", number);
  Question question;
  std::transform(fields.begin(), fields.end(), question.begin(), lower_case);
  sections.back().questions.push_back(std::move(question));
}

using Asked = std::array<int32_t, 4>;

std::vector<Asked> askable(const WordVectors& vectors, const QuestionSection& section) {
  std::vector<Asked> all;
  for (const Question& question : section.questions) {
    Asked ids{};
    bool complete = true;
    for (size_t i = 0; i < 4; ++i) {
      const auto id = vectors.find(question[i]);
      complete = complete && id.has_value();
      ids[i] = id.value_or(0);
    }
    if (complete) all.push_back(ids);
  }
  return all;
}

// The word with the largest of V products, none of the first three of the question.
int32_t answer(const Real* products, int64_t V, const Asked& question) {
  int32_t best = -1;
  for (int32_t word = 0; word < V; ++word)
    if ((best < 0 || products[word] > products[best]) && word != question[0] && word != question[1] &&
        word != question[2])
      best = word;
  return best;
}

}  // namespace

std::vector<QuestionSection> parse_questions(std::string_view text) {
  std::vector<QuestionSection> sections;
  int64_t number = 0;
  for (size_t i = 0; i < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', i), text.size());
    parse_line(text.substr(i, end - i), number + 1, sections);
    i = end + 1;
  }
  if (sections.empty()) fail("questions", "there is no question in {} bytes", text.size());
  return sections;
}

std::vector<QuestionSection> read_questions(const std::filesystem::path& path) {
  return parse_questions(read_text("questions", path));
}

Answers ask(const WordVectors& vectors, const QuestionSection& section) {
  constexpr size_t kAtOnce = 512;
  const std::vector<Asked> all = askable(vectors, section);
  const int64_t D = vectors.dimensions(), V = vectors.size();
  Answers score{static_cast<int64_t>(all.size()), 0};
  for (size_t first = 0; first < all.size(); first += kAtOnce) {
    const auto count = static_cast<int64_t>(std::min(kAtOnce, all.size() - first));
    Array directions = Array::uninitialized({count, D});
    for (int64_t q = 0; q < count; ++q) {
      const Asked& question = all[first + static_cast<size_t>(q)];
      const auto from = vectors.unit(question[0]), to = vectors.unit(question[1]),
                 start = vectors.unit(question[2]);
      for (int64_t d = 0; d < D; ++d) {
        const auto at = static_cast<size_t>(d);
        directions[q * D + d] = to[at] - from[at] + start[at];
      }
    }
    const Array products = matmul_nt(directions, vectors.unit());  // (count,V)
    score.right += static_cast<int64_t>(parallel_sum(count, 8, [&](int64_t begin, int64_t end) {
      int64_t right = 0;
      for (int64_t q = begin; q < end; ++q) {
        const Asked& question = all[first + static_cast<size_t>(q)];
        right += answer(products.data() + q * V, V, question) == question[3];
      }
      return right;
    }));
  }
  return score;
}

}  // namespace p2g
