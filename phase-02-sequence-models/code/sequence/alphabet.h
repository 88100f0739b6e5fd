// Characters to ids and back: every byte of a text is a symbol, numbered in the order of the bytes.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace p2g {

class Alphabet {
 public:
  explicit Alphabet(std::string_view symbols);  // id i is symbols[i]; throws if one comes twice, or none does
  static Alphabet of_text(std::string_view text);  // every byte that occurs, the smallest first

  int64_t size() const { return static_cast<int64_t>(symbols_.size()); }
  int32_t id(char symbol) const { return ids_[static_cast<unsigned char>(symbol)]; }  // -1: not in it
  char symbol(int32_t id) const;
  std::vector<int32_t> encode(std::string_view text) const;  // throws where a byte is not in it
  std::string decode(std::span<const int32_t> ids) const;

 private:
  std::string symbols_;
  std::array<int32_t, 256> ids_;
};

// A text cut once: the first nine tenths to learn from, the last tenth held out, as nanoGPT cuts it.
struct Corpus {
  Alphabet alphabet;
  std::vector<int32_t> train, held_out;
};

Corpus cut_corpus(std::string_view text);
// A file of up to 64 MiB and at least 100 bytes.
Corpus read_corpus(const std::filesystem::path& path);

}  // namespace p2g
