// Texts of three kinds, to see what a tokenizer that learned from one makes of the others.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "math/zip.h"
#include "tokenizer/files.h"

namespace p2g {

// The French sentences of the pairs "English<TAB>French", every twentieth: the file is sorted by length.
inline std::string french_sentences() {
  const std::string pairs = read_zip_entry("texts", need_data("eng-fra/fra-eng.zip", "eng-fra"), "fra.txt");
  std::string french;
  size_t line = 0;
  for (size_t start = 0; start < pairs.size(); ++line) {
    const size_t end = std::min(pairs.find('\n', start), pairs.size()), tab = pairs.find('\t', start);
    if (line % 20 == 0 && tab < end) french += pairs.substr(tab + 1, end - tab - 1) + "\n";
    start = end + 1;
  }
  return french;
}

// The sources of the first phase of this course.
inline std::string course_code() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(P2G_SOURCE_ROOT "/phase-00-math/code/math"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::string code;
  for (const auto& file : files) code += read_text("texts", file);
  return code;
}

// The first nine tenths of a text, and the rest.
inline std::pair<std::string, std::string> nine_tenths(const std::string& text) {
  const size_t cut = text.size() * 9 / 10;
  return {text.substr(0, cut), text.substr(cut)};
}

}  // namespace p2g
