// First names, as makemore reads them: lower case a to z, one a line, `.` before the first letter and after
// the last.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "math/ids.h"
#include "math/random.h"
#include "sequence/alphabet.h"

namespace p2g {

inline constexpr int32_t kNameEnd = 0;  // the id of `.`
Alphabet name_alphabet();               // . a … z

using Names = std::vector<std::string>;

Names parse_names(std::string_view text);  // throws, with the line, on anything else; blank lines are passed
Names read_names(const std::filesystem::path& path);

// ".emma.olivia.": all names in one text. Its pairs of neighbours are the pairs inside the names.
std::vector<int32_t> names_in_a_row(std::span<const std::string> names);

// Shuffled, and cut into 80 % to learn from, 10 % to choose by, 10 % to test, as makemore's lectures cut
// them. The shuffle is ours, so the names in each part are not the lectures' names.
struct NameSplit {
  Names train, held_out, test;
};
NameSplit split_names(Names names, Random& random);

// One example a letter and one for the end: the `length` symbols before it, `.` where there are none.
struct ContextExamples {
  Ids contexts;  // (N,length)
  Ids targets;   // (N)
};
ContextExamples name_examples(std::span<const std::string> names, int64_t length);

}  // namespace p2g
