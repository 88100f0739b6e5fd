#include "tokenizer/simple_tokenizers.h"

#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "math/error.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/files.h"
#include "tokenizer/unicode.h"
#include "tokenizer/unigram.h"

namespace p2g {
namespace {

using nlohmann::json;

std::unique_ptr<Tokenizer> load_unigram(const json& file, const std::string& path) {
  std::vector<std::string> pieces;
  for (const auto& piece : file.at("pieces").get<std::vector<std::string>>())
    pieces.push_back(bytes_of_printed("unigram", piece, path));
  return std::make_unique<Unigram>(std::move(pieces), file.at("scores").get<std::vector<double>>());
}

void check_id(const char* who, int32_t id, int64_t vocabulary) {
  if (id < 0 || id >= vocabulary) fail(who, "id {} is outside the vocabulary of {}", id, vocabulary);
}

}  // namespace

CharTokenizer CharTokenizer::of(std::string_view text) {
  std::set<std::string> seen;  // UTF-8 sorts as code points do
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (c.value == kInvalid)
      fail("char tokenizer", "byte {} of the text is not UTF-8: use --tokenizer byte, or convert the file",
           i);
    seen.emplace(text.substr(i, c.bytes));
    i += c.bytes;
  }
  return CharTokenizer(std::vector<std::string>(seen.begin(), seen.end()));
}

CharTokenizer::CharTokenizer(std::vector<std::string> characters) : characters_(std::move(characters)) {
  for (size_t id = 0; id < characters_.size(); ++id) {
    const std::string& c = characters_[id];
    if (c.empty() || code_point_at(c, 0).bytes != c.size())
      fail("char tokenizer", "id {} is '{}', wanted one character", id, one_line(c));
    if (!ids_.emplace(c, static_cast<int32_t>(id)).second)
      fail("char tokenizer", "character '{}' is listed twice", one_line(c));
  }
}

std::vector<int32_t> CharTokenizer::encode(std::string_view text, Special) const {
  std::vector<int32_t> ids;
  ids.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const std::string_view character = text.substr(i, code_point_at(text, i).bytes);
    const auto found = ids_.find(character);
    if (found == ids_.end())
      fail("char tokenizer", "'{}' at byte {} is not among the {} characters it was made from",
           one_line(character), i, characters_.size());
    ids.push_back(found->second);
    i += character.size();
  }
  return ids;
}

std::string_view CharTokenizer::piece(int32_t id) const {
  check_id("char tokenizer", id, vocabulary());
  return characters_[static_cast<size_t>(id)];
}

void CharTokenizer::save(const std::filesystem::path& folder) const {
  write_text("char tokenizer", folder / kSimpleFile,
             json{{"kind", "char"}, {"characters", characters_}}.dump(1) + "\n");
}

std::vector<int32_t> ByteTokenizer::encode(std::string_view text, Special) const {
  std::vector<int32_t> ids;
  ids.reserve(text.size());
  for (const char c : text) ids.push_back(static_cast<unsigned char>(c));
  return ids;
}

std::string_view ByteTokenizer::piece(int32_t id) const {
  static const std::array<char, 256> bytes = [] {
    std::array<char, 256> all{};
    for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<char>(i);
    return all;
  }();
  check_id("byte tokenizer", id, 256);
  return {&bytes[static_cast<size_t>(id)], 1};
}

void ByteTokenizer::save(const std::filesystem::path& folder) const {
  write_text("byte tokenizer", folder / kSimpleFile, json{{"kind", "byte"}}.dump(1) + "\n");
}

std::unique_ptr<Tokenizer> load_simple_tokenizer(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / kSimpleFile;
  try {
    const json file = json::parse(read_text("tokenizer", path));
    const std::string kind = file.at("kind").get<std::string>();
    if (kind == "byte") return std::make_unique<ByteTokenizer>();
    if (kind == "char")
      return std::make_unique<CharTokenizer>(file.at("characters").get<std::vector<std::string>>());
    if (kind == "unigram") return load_unigram(file, path.string());
    fail("tokenizer", "{}: kind is '{}', wanted char, byte or unigram", path.string(), one_line(kind));
  } catch (const json::exception& error) {
    fail("tokenizer", "{} is not what `train prepare` writes: {}", path.string(), error.what());
  }
}

}  // namespace p2g
