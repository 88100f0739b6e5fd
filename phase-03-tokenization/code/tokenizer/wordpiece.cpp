#include "tokenizer/wordpiece.h"

#include <utf8proc.h>

#include "math/error.h"
#include "tokenizer/files.h"
#include "tokenizer/unicode.h"
#include "tokenizer/word_tokenizer.h"

namespace p2g {
namespace {

// ASCII's signs count as punctuation too, "$" and "^" among them.
bool is_punctuation(int32_t c) {
  if (c < 128) return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || c >= 123;
  const auto category = utf8proc_category(c);
  return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

size_t characters_in(std::string_view word) {
  size_t count = 0;
  for (size_t i = 0; i < word.size(); i += code_point_at(word, i).bytes) ++count;
  return count;
}

}  // namespace

std::vector<std::string_view> bert_split(std::string_view text) {
  std::vector<std::string_view> words;
  for (const std::string_view run : split_at_white_space(text)) {
    size_t start = 0;
    for (size_t i = 0; i < run.size();) {
      const CodePoint c = code_point_at(run, i);
      if (c.value != kInvalid && c.value != 127 && is_punctuation(c.value)) {
        if (i > start) words.push_back(run.substr(start, i - start));
        words.push_back(run.substr(i, c.bytes));
        start = i + c.bytes;
      }
      i += c.bytes;
    }
    if (run.size() > start) words.push_back(run.substr(start));
  }
  return words;
}

WordPiece::WordPiece(Vocabulary pieces) : pieces_(std::move(pieces)) {
  const auto unknown = pieces_.id(kUnknown);
  if (!unknown) fail("wordpiece", "no {} among {} pieces", kUnknown, pieces_.size());
  unknown_ = *unknown;
  std::vector<std::string> first, inside;
  for (int32_t id = 0; id < pieces_.size(); ++id) {
    const std::string& piece = pieces_.piece(id);
    first.push_back(piece), first_ids_.push_back(id);
    if (piece.starts_with(kInside) && piece.size() > kInside.size())
      inside.push_back(piece.substr(kInside.size())), inside_ids_.push_back(id);
  }
  first_ = std::make_unique<Trie>(first);
  inside_ = std::make_unique<Trie>(inside);
}

void WordPiece::encode_word(std::string_view word, std::vector<int32_t>& out) const {
  const size_t before = out.size();
  for (size_t start = 0; start < word.size();) {
    const auto& [trie, ids] = start == 0 ? std::tie(first_, first_ids_) : std::tie(inside_, inside_ids_);
    int32_t found = -1;
    size_t bytes = 0;
    trie->each_prefix(word.substr(start), [&](int32_t id, size_t length) { found = id, bytes = length; });
    if (found < 0) {
      out.resize(before);
      out.push_back(unknown_);
      return;
    }
    out.push_back(ids[static_cast<size_t>(found)]);
    start += bytes;
  }
}

std::vector<int32_t> WordPiece::encode(std::string_view text) const {
  std::vector<int32_t> ids;
  for (const std::string_view word : bert_split(text)) {
    if (word.size() > kLongestWord && characters_in(word) > kLongestWord)
      ids.push_back(unknown_);
    else
      encode_word(word, ids);
  }
  return ids;
}

std::string WordPiece::decode(std::span<const int32_t> ids) const {
  std::string text;
  for (const int32_t id : ids) {
    const std::string& piece = pieces_.piece(id);
    const bool inside = piece.starts_with(kInside) && piece.size() > kInside.size() && !text.empty();
    text += inside ? piece.substr(kInside.size()) : (text.empty() ? "" : " ") + piece;
  }
  return text;
}

WordPiece WordPiece::load(const std::filesystem::path& file) {
  const std::string text = read_text("wordpiece", file);
  std::vector<std::string> pieces;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    std::string line = text.substr(start, end - start);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) fail("wordpiece", "{} line {} is empty", file.string(), pieces.size() + 1);
    pieces.push_back(std::move(line));
    start = end + 1;
  }
  return WordPiece(Vocabulary("wordpiece", std::move(pieces)));
}

void WordPiece::save(const std::filesystem::path& file) const {
  std::string text;
  for (const std::string& piece : pieces_.pieces()) {
    if (piece.find_first_of("\r\n") != std::string::npos)
      fail("wordpiece", "a piece with a line's end in it fits into no vocab.txt");
    text += piece + "\n";
  }
  write_text("wordpiece", file, text);
}

}  // namespace p2g
