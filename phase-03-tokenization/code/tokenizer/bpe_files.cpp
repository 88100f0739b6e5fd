// vocab.json and merges.txt write bytes as characters that can be printed.
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "math/error.h"
#include "tokenizer/bpe.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

using nlohmann::json;

std::vector<std::string> read_vocabulary(const std::filesystem::path& path) {
  const std::string text = read_text("bpe", path);
  json file;
  try {
    std::set<std::string> seen;
    file = json::parse(text, [&](int depth, json::parse_event_t event, const json& key) {
      if (depth == 1 && event == json::parse_event_t::key && !seen.insert(key.get<std::string>()).second)
        fail("bpe", "{}: '{}' is listed twice", path.string(), one_line(key.get<std::string>()));
      return true;
    });
  } catch (const json::exception& error) {
    fail("bpe", "{} is not JSON: {}", path.string(), error.what());
  }
  if (!file.is_object() || file.empty()) fail("bpe", "{}: wanted an object of tokens and ids", path.string());
  std::vector<std::string> pieces(file.size());
  std::vector<bool> taken(file.size());
  for (const auto& [token, id] : file.items()) {
    if (!id.is_number_unsigned() || id.get<uint64_t>() >= pieces.size())
      fail("bpe", "{}: the id of '{}' is {}, wanted 0 to {}, each once", path.string(), one_line(token),
           id.dump(), pieces.size() - 1);
    const size_t i = id.get<size_t>();
    if (taken[i])
      fail("bpe", "{}: id {} is given twice, the second time to '{}'", path.string(), i, one_line(token));
    taken[i] = true;
    pieces[i] = bytes_of_printed("bpe", token, path.string());
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
      fail("bpe", "{}: got '{}', wanted two pieces with a space between", where, one_line(line));
    const auto left = ids.find(bytes_of_printed("bpe", line.substr(0, space), where));
    const auto right = ids.find(bytes_of_printed("bpe", line.substr(space + 1), where));
    if (left == ids.end() || right == ids.end())
      fail("bpe", "{}: '{}' names a piece that is not in the vocabulary", where, one_line(line));
    merges.push_back({left->second, right->second});
  }
  return merges;
}

}  // namespace

namespace {

bool looks_special(std::string_view piece) { return piece.starts_with('<') && piece.ends_with('>'); }

// A file that is cut at a line's end has only sound lines: but then a piece is there that nothing makes.
void check_all_are_made(const std::filesystem::path& path, const std::vector<std::string>& pieces,
                        const std::vector<IdPair>& merges) {
  std::set<std::string> made;
  for (const auto [left, right] : merges)
    made.insert(pieces[static_cast<size_t>(left)] + pieces[static_cast<size_t>(right)]);
  size_t missing = 0, first = 0;
  for (size_t id = 0; id < pieces.size(); ++id)
    if (pieces[id].size() > 1 && !looks_special(pieces[id]) && made.count(pieces[id]) == 0)
      if (missing++ == 0) first = id;
  if (missing > 0)
    fail("bpe",
         "{} has {} merges, but {} pieces of the vocabulary are made by none, the first is id {}, '{}'. "
         "Is the file cut short?",
         path.string(), merges.size(), missing, first, printed_bytes(pieces[first]));
}

}  // namespace

Bpe Bpe::load(const std::filesystem::path& vocabulary, const std::filesystem::path& merges) {
  std::vector<std::string> pieces = read_vocabulary(vocabulary);
  const std::vector<IdPair> pairs = read_merges(merges, pieces);
  Bpe bpe(std::move(pieces), pairs);
  check_all_are_made(merges, bpe.pieces_, pairs);
  return bpe;
}

void Bpe::save(const std::filesystem::path& folder) const {
  std::string vocabulary = "{";
  for (size_t id = 0; id < pieces_.size(); ++id)
    vocabulary += (id == 0 ? "" : ", ") +
                  json(printed_bytes(pieces_[id])).dump(-1, ' ', /*ensure_ascii=*/true) + ": " +
                  std::to_string(id);
  std::string merges = "#version: 0.2\n";
  for (const auto [left, right] : merges_)
    merges += printed_bytes(piece(left)) + " " + printed_bytes(piece(right)) + "\n";
  write_text("bpe", folder / "vocab.json", vocabulary + "}");
  write_text("bpe", folder / "merges.txt", merges);
}

}  // namespace p2g
