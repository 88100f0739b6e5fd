// WordPiece (Schuster and Nakajima 2012), as BERT has it: from the left, always the longest piece that fits;
// pieces inside a word begin with ##.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "tokenizer/trie.h"
#include "tokenizer/vocabulary.h"

namespace p2g {

inline constexpr std::string_view kInside = "##";

// Words as BERT cuts them: at white space, and every punctuation character alone.
std::vector<std::string_view> bert_split(std::string_view text);

// Appends the pieces of a word, each the longest that fits; `unknown` alone if somewhere none fits.
void longest_match(const Vocabulary& pieces, std::string_view word, int32_t unknown,
                   std::vector<int32_t>& out);

class WordPiece {
 public:
  static constexpr const char* kUnknown = "[UNK]";
  static constexpr size_t kLongestWord = 100;  // characters; longer words are unknown

  explicit WordPiece(Vocabulary pieces);                     // throws if [UNK] is missing
  static WordPiece load(const std::filesystem::path& file);  // vocab.txt: a piece a line, ids from 0
  void save(const std::filesystem::path& file) const;

  const Vocabulary& vocabulary() const { return pieces_; }
  std::vector<int32_t> encode(std::string_view text) const;
  void encode_word(std::string_view word, std::vector<int32_t>& out) const;  // longest_match(), by tries
  // Words with one space between; ## glues. White space is lost, and so is every word that became [UNK].
  std::string decode(std::span<const int32_t> ids) const;

 private:
  Vocabulary pieces_;
  int32_t unknown_;
  std::vector<int32_t> first_ids_, inside_ids_;  // of the tries' pieces
  std::unique_ptr<Trie> first_, inside_;         // pieces that begin a word, and the others without ##
};

}  // namespace p2g
