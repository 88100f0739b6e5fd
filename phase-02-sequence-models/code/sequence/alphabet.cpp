#include "sequence/alphabet.h"

#include <algorithm>
#include <fstream>

#include "math/error.h"

namespace p2g {

Alphabet::Alphabet(std::string_view symbols) : symbols_(symbols) {
  ids_.fill(-1);
  if (symbols.empty()) fail("alphabet", "got no symbols, wanted at least one");
  for (size_t i = 0; i < symbols.size(); ++i) {
    int32_t& id = ids_[static_cast<unsigned char>(symbols[i])];
    if (id >= 0)
      fail("alphabet", "byte {} comes twice, at {} and {}", static_cast<unsigned char>(symbols[i]), id, i);
    id = static_cast<int32_t>(i);
  }
}

Alphabet Alphabet::of_text(std::string_view text) {
  std::array<bool, 256> seen{};
  for (const char c : text) seen[static_cast<unsigned char>(c)] = true;
  std::string symbols;
  for (size_t byte = 0; byte < seen.size(); ++byte)
    if (seen[byte]) symbols += static_cast<char>(byte);
  return Alphabet(symbols);
}

char Alphabet::symbol(int32_t id) const {
  if (id < 0 || id >= size()) fail("alphabet", "id {} is outside the {} symbols", id, size());
  return symbols_[static_cast<size_t>(id)];
}

std::vector<int32_t> Alphabet::encode(std::string_view text) const {
  std::vector<int32_t> ids(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    ids[i] = id(text[i]);
    if (ids[i] < 0)
      fail("alphabet", "byte {} at position {} is none of the {} symbols",
           static_cast<unsigned char>(text[i]), i, size());
  }
  return ids;
}

std::string Alphabet::decode(std::span<const int32_t> ids) const {
  std::string text;
  for (const int32_t id : ids) text += symbol(id);
  return text;
}

Corpus cut_corpus(std::string_view text) {
  Corpus corpus{Alphabet::of_text(text), {}, {}};
  const size_t cut = text.size() * 9 / 10;
  corpus.train = corpus.alphabet.encode(text.substr(0, cut));
  corpus.held_out = corpus.alphabet.encode(text.substr(cut));
  return corpus;
}

Corpus read_corpus(const std::filesystem::path& path) {
  constexpr size_t kMost = size_t{1} << 26, kLeast = 100;
  if (!std::filesystem::is_regular_file(path)) fail("corpus", "{} is not a file", path.string());
  std::ifstream file(path, std::ios::binary);
  const auto size = std::filesystem::file_size(path);
  if (size < kLeast || size > kMost)
    fail("corpus", "{} has {} bytes, wanted {} to {}", path.string(), size, kLeast, kMost);
  std::string text(size, '\0');
  if (!file.read(text.data(), static_cast<std::streamsize>(size)))
    fail("corpus", "cannot read {}: may it be read?", path.string());
  return cut_corpus(text);
}

}  // namespace p2g
