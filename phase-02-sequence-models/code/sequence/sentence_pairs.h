// Sentences in two languages, as words: tatoeba.org's pairs in the form of manythings.org/anki, an English
// sentence, a tab, a French one (further columns are passed over).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace p2g {

// Lower case (of ASCII and of UTF-8's two-byte À … Þ); punctuation becomes words of its own; narrow and
// unbreakable spaces are spaces. "Don't go!" -> don't go !
std::vector<std::string> words_of(std::string_view sentence);

struct SentencePair {
  std::vector<std::string> source, target;
};

std::vector<SentencePair> parse_pairs(
    std::string_view text);  // throws, with the line, where a half is missing
// fra.txt, or fra-eng.zip with fra.txt in it.
std::vector<SentencePair> read_pairs(const std::filesystem::path& path);

// Ids that no word has: padding, the signs that a sentence begins and ends, and a word that is too rare.
inline constexpr int32_t kPadding = 0, kBegin = 1, kEnd = 2, kUnknown = 3, kFirstWord = 4;

class Words {
 public:
  // The most frequent words (the alphabet decides between equals), up to `most` ids, the four signs included.
  Words(const std::vector<std::vector<std::string>>& sentences, size_t most);
  int64_t size() const { return static_cast<int64_t>(words_.size()); }
  std::vector<int32_t> ids(const std::vector<std::string>& sentence) const;
  std::string text(const std::vector<int32_t>& ids) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, int32_t, std::less<>> ids_;
};

}  // namespace p2g
