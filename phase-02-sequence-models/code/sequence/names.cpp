#include "sequence/names.h"

#include <algorithm>
#include <fstream>

#include "math/error.h"

namespace p2g {
namespace {

constexpr size_t kMostBytes = size_t{1} << 24, kLongest = 60;

void check_name(std::string_view name, int64_t line) {
  if (name.size() > kLongest)
    fail("names", "line {}: got {} letters, wanted up to {}", line, name.size(), kLongest);
  for (const char c : name)
    if (c < 'a' || c > 'z')
      fail("names", "line {}: got byte {} in a name, wanted letters a to z", line,
           static_cast<unsigned char>(c));
}

}  // namespace

Alphabet name_alphabet() { return Alphabet(".abcdefghijklmnopqrstuvwxyz"); }

Names parse_names(std::string_view text) {
  Names names;
  for (int64_t line = 1; !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view name = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (name.ends_with('\r')) name.remove_suffix(1);
    check_name(name, line);
    if (!name.empty()) names.emplace_back(name);
  }
  if (names.empty()) fail("names", "got no names, wanted one a line");
  return names;
}

Names read_names(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || !std::filesystem::is_regular_file(path))
    fail("names", "cannot read '{}': `./course fetch names` gets it", path.string());
  const auto size = std::filesystem::file_size(path);
  if (size > kMostBytes) fail("names", "'{}' has {} bytes: is it another file?", path.string(), size);
  std::string text(size, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(file.gcount()));
  return parse_names(text);
}

std::vector<int32_t> names_in_a_row(std::span<const std::string> names) {
  std::string all = ".";
  for (const std::string& name : names) all += name + '.';
  return name_alphabet().encode(all);
}

NameSplit split_names(Names names, Random& random) {
  random.shuffle(names);
  const auto first = names.begin(), last = names.end();
  const auto eight = first + std::ssize(names) * 8 / 10, nine = first + std::ssize(names) * 9 / 10;
  return {{first, eight}, {eight, nine}, {nine, last}};
}

ContextExamples name_examples(std::span<const std::string> names, int64_t length) {
  if (length < 1) fail("names", "a context of {} symbols, wanted 1 or more", length);
  const Alphabet alphabet = name_alphabet();
  std::vector<int32_t> contexts, targets;
  for (const std::string& name : names) {
    std::vector<int32_t> window(static_cast<size_t>(length), kNameEnd);
    for (const char c : name + '.') {
      contexts.insert(contexts.end(), window.begin(), window.end());
      targets.push_back(alphabet.id(c));
      window.erase(window.begin());
      window.push_back(targets.back());
    }
  }
  const auto count = static_cast<int64_t>(targets.size());
  return {Ids({count, length}, std::move(contexts)), Ids(std::move(targets))};
}

}  // namespace p2g
