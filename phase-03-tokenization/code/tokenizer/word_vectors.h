// Words and their vectors, to be asked: how near are two words, and which are nearest?
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "math/array.h"

namespace p2g {

struct Neighbour {
  int32_t word;
  double cosine;
};

class WordVectors {
 public:
  // vectors (V,D), a row a word. Throws unless there is a row for each word, all finite, and no word twice.
  WordVectors(std::vector<std::string> words, Array vectors);
  WordVectors(WordVectors&&) = default;
  WordVectors(const WordVectors&) = delete;  // ids_ looks into words_

  int64_t size() const { return static_cast<int64_t>(words_.size()); }
  int64_t dimensions() const { return vectors_.shape()[1]; }
  const std::string& word(int32_t id) const { return words_[static_cast<size_t>(id)]; }
  std::optional<int32_t> find(std::string_view word) const;
  int32_t id(std::string_view word) const;  // throws for a word that is not there

  const Array& vectors() const { return vectors_; }  // (V,D)
  const Array& unit() const { return unit_; }        // (V,D), each row of length 1, or 0 where it is 0
  std::span<const Real> unit(int32_t word) const;    // (D)
  double cosine(int32_t a, int32_t b) const;

  // The words of the smallest angles to a direction (D), nearest first, without those that are `left_out`.
  std::vector<Neighbour> nearest(std::span<const Real> direction, int64_t count,
                                 std::span<const int32_t> left_out) const;

 private:
  std::vector<std::string> words_;
  std::unordered_map<std::string_view, int32_t> ids_;  // views of words_
  Array vectors_, unit_;
};

// word2vec's text format: "V D", then a word and its D numbers a line. Beside, then renamed.
void save_vectors(const std::filesystem::path& path, const WordVectors& vectors);

// a is to b as c is to …: the word nearest to b − a + c, none of the three (3CosAdd, as in Mikolov et al.
// 2013). Directions are of length 1 before they are added.
int32_t analogy(const WordVectors& vectors, int32_t a, int32_t b, int32_t c);

}  // namespace p2g
