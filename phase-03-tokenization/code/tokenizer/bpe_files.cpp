// vocab.json and merges.txt write bytes as characters that can be printed.
#include <map>
#include <nlohmann/json.hpp>

#include "math/error.h"
#include "tokenizer/bpe.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/files.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

using nlohmann::json;

// Back from printable characters to bytes; throws, naming `where`, for others.
std::string bytes_of(std::string_view printed, const std::string& where) {
  static const std::map<int32_t, char> bytes = [] {
    std::map<int32_t, char> table;
    for (size_t byte = 0; byte < 256; ++byte) table[byte_alphabet()[byte]] = static_cast<char>(byte);
    return table;
  }();
  std::string result;
  for (size_t i = 0; i < printed.size();) {
    const CodePoint c = code_point_at(printed, i);
    const auto found = bytes.find(c.value);
    if (found == bytes.end()) fail("bpe", "{}: '{}' has a character that stands for no byte", where, printed);
    result += found->second;
    i += c.bytes;
  }
  return result;
}

std::string printed(std::string_view bytes) {
  std::string result;
  for (const char c : bytes) result += to_utf8(byte_alphabet()[static_cast<unsigned char>(c)]);
  return result;
}

std::vector<std::string> read_vocabulary(const std::filesystem::path& path) {
  const std::string text = read_text("bpe", path);
  json file;
  try {
    file = json::parse(text);
  } catch (const json::exception& error) {
    fail("bpe", "{} is not JSON: {}", path.string(), error.what());
  }
  if (!file.is_object() || file.empty()) fail("bpe", "{}: wanted an object of tokens and ids", path.string());
  std::vector<std::string> pieces(file.size());
  std::vector<bool> taken(file.size());
  for (const auto& [token, id] : file.items()) {
    if (!id.is_number_unsigned() || id.get<uint64_t>() >= pieces.size())
      fail("bpe", "{}: the id of '{}' is {}, wanted 0 to {}, each once", path.string(), token, id.dump(),
           pieces.size() - 1);
    const size_t i = id.get<size_t>();
    if (taken[i]) fail("bpe", "{}: id {} is given twice, the second time to '{}'", path.string(), i, token);
    taken[i] = true;
    pieces[i] = bytes_of(token, path.string());
    if (pieces[i].empty()) fail("bpe", "{}: id {} stands for nothing", path.string(), i);
  }
  return pieces;
}

std::vector<IdPair> read_merges(const std::filesystem::path& path, const std::vector<std::string>& pieces) {
  const std::string text = read_text("bpe", path);
  std::map<std::string_view, int32_t> ids;
  for (size_t id = 0; id < pieces.size(); ++id) ids.emplace(pieces[id], static_cast<int32_t>(id));
  std::vector<IdPair> merges;
  size_t line_number = 0;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    std::string_view line = std::string_view(text).substr(start, end - start);
    start = end + 1;
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || (line_number == 1 && line.starts_with("#version"))) continue;
    const std::string where = path.string() + " line " + std::to_string(line_number);
    const size_t space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos)
      fail("bpe", "{}: got '{}', wanted two pieces with a space between", where, line);
    const auto left = ids.find(bytes_of(line.substr(0, space), where));
    const auto right = ids.find(bytes_of(line.substr(space + 1), where));
    if (left == ids.end() || right == ids.end())
      fail("bpe", "{}: '{}' names a piece that is not in the vocabulary", where, line);
    merges.push_back({left->second, right->second});
  }
  return merges;
}

}  // namespace

const std::array<int32_t, 256>& byte_alphabet() {
  static const std::array<int32_t, 256> alphabet = [] {
    std::array<int32_t, 256> table{};
    int32_t next = 256;
    for (int32_t byte = 0; byte < 256; ++byte) {
      const bool shows = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
      table[static_cast<size_t>(byte)] = shows ? byte : next++;
    }
    return table;
  }();
  return alphabet;
}

Bpe Bpe::load(const std::filesystem::path& vocabulary, const std::filesystem::path& merges) {
  std::vector<std::string> pieces = read_vocabulary(vocabulary);
  const std::vector<IdPair> pairs = read_merges(merges, pieces);
  return Bpe(std::move(pieces), pairs);
}

void Bpe::save(const std::filesystem::path& folder) const {
  std::string vocabulary = "{";
  for (size_t id = 0; id < pieces_.size(); ++id)
    vocabulary += (id == 0 ? "" : ", ") + json(printed(pieces_[id])).dump(-1, ' ', /*ensure_ascii=*/true) +
                  ": " + std::to_string(id);
  std::string merges = "#version: 0.2\n";
  for (const auto [left, right] : merges_)
    merges += printed(piece(left)) + " " + printed(piece(right)) + "\n";
  write_text("bpe", folder / "vocab.json", vocabulary + "}");
  write_text("bpe", folder / "merges.txt", merges);
}

}  // namespace p2g
