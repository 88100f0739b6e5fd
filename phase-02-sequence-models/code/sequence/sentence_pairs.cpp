#include "sequence/sentence_pairs.h"

#include <algorithm>
#include <fstream>

#include "math/error.h"
#include "math/zip.h"

namespace p2g {
namespace {

constexpr size_t kMostBytes = size_t{1} << 26;

bool is_mark(char c) { return std::string_view(".,;:!?\"()").find(c) != std::string_view::npos; }

// How many bytes of a space stand here: ASCII's, U+00A0, U+2009, U+202F; 0 if it is none.
size_t space_at(std::string_view rest) {
  if (rest[0] == ' ') return 1;
  if (rest.starts_with("\xc2\xa0")) return 2;
  return rest.starts_with("\xe2\x80\xaf") || rest.starts_with("\xe2\x80\x89") ? 3 : 0;
}

// The small letter of a byte; `before` tells the second bytes of À … Þ, but not × (U+00D7).
char small(char c, char before) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  const auto byte = static_cast<unsigned char>(c);
  const bool letter = before == '\xc3' && byte >= 0x80 && byte <= 0x9e && byte != 0x97;
  return letter ? static_cast<char>(byte + 0x20) : c;
}

}  // namespace

std::vector<std::string> words_of(std::string_view sentence) {
  std::vector<std::string> words;
  bool inside = false;  // of a word
  for (size_t i = 0; i < sentence.size(); ++i) {
    const size_t space = space_at(sentence.substr(i));
    if (space > 0) {
      i += space - 1;
      inside = false;
      continue;
    }
    const bool mark = is_mark(sentence[i]);
    if (mark || !inside) words.emplace_back();
    words.back() += small(sentence[i], i > 0 ? sentence[i - 1] : ' ');
    inside = !mark;
  }
  return words;
}

std::vector<SentencePair> parse_pairs(std::string_view text) {
  std::vector<SentencePair> pairs;
  for (int64_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos)
      fail("pairs", "line {}: got no tab, wanted one between two sentences", number);
    const std::string_view after = line.substr(tab + 1);
    SentencePair pair{words_of(line.substr(0, tab)), words_of(after.substr(0, after.find('\t')))};
    if (pair.source.empty() || pair.target.empty()) fail("pairs", "line {}: a sentence is empty", number);
    pairs.push_back(std::move(pair));
  }
  if (pairs.empty()) fail("pairs", "got no sentences, wanted a pair a line");
  return pairs;
}

std::vector<SentencePair> read_pairs(const std::filesystem::path& path) {
  if (path.extension() == ".zip") return parse_pairs(read_zip_entry("pairs", path, "fra.txt"));
  if (!std::filesystem::is_regular_file(path) || std::filesystem::file_size(path) > kMostBytes)
    fail("pairs", "'{}' is no file of up to {} bytes: `./course fetch eng-fra` gets it", path.string(),
         kMostBytes);
  std::string text(std::filesystem::file_size(path), '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(text.data(), static_cast<std::streamsize>(text.size())))
    fail("pairs", "cannot read '{}': may it be read?", path.string());
  return parse_pairs(text);
}

Words::Words(const std::vector<std::vector<std::string>>& sentences, size_t most)
    : words_{"<padding>", "<begin>", "<end>", "<unknown>"} {
  if (most < words_.size()) fail("words", "room for {} ids, wanted {} or more", most, words_.size());
  std::map<std::string, int64_t> counts;
  for (const auto& sentence : sentences)
    for (const std::string& word : sentence) ++counts[word];
  std::vector<std::pair<int64_t, std::string>> order;
  for (const auto& [word, count] : counts) order.emplace_back(-count, word);
  std::sort(order.begin(), order.end());
  for (const auto& [count, word] : order) {
    if (words_.size() == most) break;
    ids_.emplace(word, static_cast<int32_t>(words_.size()));
    words_.push_back(word);
  }
}

std::vector<int32_t> Words::ids(const std::vector<std::string>& sentence) const {
  std::vector<int32_t> ids;
  for (const std::string& word : sentence) {
    const auto found = ids_.find(word);
    ids.push_back(found == ids_.end() ? kUnknown : found->second);
  }
  return ids;
}

std::string Words::text(const std::vector<int32_t>& ids) const {
  std::string text;
  for (const int32_t id : ids) {
    if (id < 0 || id >= size()) fail("words", "id {} is outside the {} words", id, size());
    text += (text.empty() ? "" : " ") + words_[static_cast<size_t>(id)];
  }
  return text;
}

}  // namespace p2g
