// Questions of the form "Athens is to Greece as Baghdad is to Iraq", and how many of them vectors answer.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tokenizer/word_vectors.h"

namespace p2g {

using Question = std::array<std::string, 4>;  // the fourth is the answer

struct QuestionSection {
  std::string name;
  std::vector<Question> questions;
};

// The form of questions-words.txt (Mikolov et al. 2013): ": section", then four words a line. Words are put
// in lower case. Errors name the line.
std::vector<QuestionSection> parse_questions(std::string_view text);
std::vector<QuestionSection> read_questions(const std::filesystem::path& path);

struct Answers {
  int64_t asked = 0;  // all four words have vectors
  int64_t right = 0;
};

// As analogy() answers, in matrix products: all questions of the section that can be asked.
Answers ask(const WordVectors& vectors, const QuestionSection& section);

}  // namespace p2g
