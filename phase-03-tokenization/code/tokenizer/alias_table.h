// Drawing from any distribution over n things with one random number and one look-up (Walker 1977; Vose
// 1991, from memory): n columns of equal height, each shared by two things at most.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace p2g {

class AliasTable {
 public:
  // Thing i is drawn in proportion to weights[i], to 2⁻³² of a column. Throws unless the weights are finite,
  // none is negative and one is positive.
  explicit AliasTable(std::span<const double> weights);

  int64_t size() const { return static_cast<int64_t>(columns_.size()); }

  // The upper 32 bits choose a column, the lower 32 one of the two things in it.
  int32_t draw(uint64_t bits) const {
    const auto column = static_cast<size_t>((bits >> 32) * columns_.size() >> 32);
    return static_cast<uint32_t>(bits) < columns_[column].own ? static_cast<int32_t>(column)
                                                              : columns_[column].alias;
  }

  std::vector<double> probabilities() const;  // what draw() gives, read off the table

 private:
  struct Column {
    uint32_t own;   // this share of the column, in 2⁻³², is the column's own thing
    int32_t alias;  // the rest is this one's; itself where nothing is left
  };
  std::vector<Column> columns_;
};

// The noise of negative sampling: counts to the power of ¾ (Mikolov et al. 2013, 1310.4546).
std::vector<double> noise_weights(std::span<const int64_t> counts, double power = 0.75);

}  // namespace p2g
