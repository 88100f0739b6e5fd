#include "tokenizer/word_vectors.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "math/error.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "tokenizer/files.h"

namespace p2g {
namespace {

constexpr int64_t kRowGrain = 256;

double dot(const Real* a, const Real* b, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

Array unit_rows(const Array& vectors) {
  const int64_t D = vectors.shape()[1];
  Array unit = vectors.clone();
  parallel_for(vectors.shape()[0], kRowGrain, [&](int64_t first, int64_t last) {
    for (int64_t row = first; row < last; ++row) {
      Real* v = unit.data() + row * D;
      const double length = std::sqrt(dot(v, v, D));
      for (int64_t d = 0; d < D && length > 0; ++d)
        v[d] = static_cast<Real>(static_cast<double>(v[d]) / length);
    }
  });
  return unit;
}

}  // namespace

WordVectors::WordVectors(std::vector<std::string> words, Array vectors)
    : words_(std::move(words)), vectors_(std::move(vectors)) {
  if (vectors_.shape().rank() != 2 || vectors_.shape()[0] != size() || size() == 0)
    fail("word_vectors", "{} words, but vectors of shape {}: wanted a row a word", size(),
         vectors_.shape().to_string());
  if (!all_finite(vectors_))
    fail("word_vectors", "a vector is not finite: were the rate, or the batch, too large?");
  for (size_t i = 0; i < words_.size(); ++i)
    if (!ids_.emplace(words_[i], static_cast<int32_t>(i)).second)
      fail("word_vectors", "the word '{}' is there twice", words_[i]);
  unit_ = unit_rows(vectors_);
}

std::optional<int32_t> WordVectors::find(std::string_view word) const {
  const auto entry = ids_.find(word);
  return entry == ids_.end() ? std::nullopt : std::optional(entry->second);
}

int32_t WordVectors::id(std::string_view word) const {
  const auto found = find(word);
  if (!found) fail("word_vectors", "'{}' is none of the {} words", word, size());
  return *found;
}

std::span<const Real> WordVectors::unit(int32_t word) const {
  return {unit_.data() + word * dimensions(), static_cast<size_t>(dimensions())};
}

double WordVectors::cosine(int32_t a, int32_t b) const {
  return dot(unit(a).data(), unit(b).data(), dimensions());
}

std::vector<Neighbour> WordVectors::nearest(std::span<const Real> direction, int64_t count,
                                            std::span<const int32_t> left_out) const {
  if (static_cast<int64_t>(direction.size()) != dimensions())
    fail("nearest", "a direction of {} numbers, wanted {}", direction.size(), dimensions());
  const double length = std::sqrt(dot(direction.data(), direction.data(), dimensions()));
  std::vector<Neighbour> all(words_.size());
  parallel_for(size(), kRowGrain, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      const auto word = static_cast<int32_t>(i);
      const double along = dot(unit(word).data(), direction.data(), dimensions());
      all[static_cast<size_t>(i)] = {word, length > 0 ? along / length : 0};
    }
  });
  std::erase_if(all, [&](const Neighbour& n) {
    return std::find(left_out.begin(), left_out.end(), n.word) != left_out.end();
  });
  const auto end = all.begin() + std::min<std::ptrdiff_t>(std::max<int64_t>(0, count), std::ssize(all));
  std::partial_sort(all.begin(), end, all.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.cosine != b.cosine ? a.cosine > b.cosine : a.word < b.word;
  });
  return {all.begin(), end};
}

void save_vectors(const std::filesystem::path& path, const WordVectors& vectors) {
  std::string text = fmt::format("{} {}\n", vectors.size(), vectors.dimensions());
  for (int32_t word = 0; word < vectors.size(); ++word) {
    text += vectors.word(word);
    for (int64_t d = 0; d < vectors.dimensions(); ++d)
      fmt::format_to(std::back_inserter(text), " {}", vectors.vectors()[word * vectors.dimensions() + d]);
    text += '\n';
  }
  write_text("save_vectors", path, text);
}

}  // namespace p2g
