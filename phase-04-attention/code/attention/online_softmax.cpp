#include "attention/online_softmax.h"

#include "math/array.h"

namespace p2g {
namespace {

using tile::kSize;

class OnlineSoftmax {
 public:
  OnlineSoftmax(const HeadRows& head, int64_t first, int64_t rows, const WeightDropout* dropout)
      : head_(head),
        first_(first),
        rows_(rows),
        width_(tile::whole_vectors(head.D)),
        dropout_(dropout),
        q_(Array::uninitialized({rows, width_})),
        y_(Array::uninitialized({rows, width_})),
        turned_keys_(Array::uninitialized({head.D, kSize})),
        values_(Array::uninitialized({kSize, width_})) {
    tile::copy_rows(head.q + first * head.ldq, head.ldq, rows, head.D, tile::score_scale(head.D), q_.data(),
                    width_);
    std::fill_n(highest_, rows, -std::numeric_limits<Real>::infinity());
    std::fill_n(total_, rows, Real(0));
  }

  void run() {
    for (int64_t key = 0; key < first_ + rows_; key += kSize) {
      const int64_t keys = std::min(kSize, first_ + rows_ - key);
      tile::turn_rows(head_.k + key * head_.ldk, head_.ldk, keys, head_.D, turned_keys_.data(), kSize);
      tile::copy_rows(head_.v + key * head_.ldv, head_.ldv, keys, head_.D, 1, values_.data(), width_);
      for (int64_t row = std::max<int64_t>(0, key - first_) / kSize * kSize; row < rows_; row += kSize)
        look(row, std::min(kSize, rows_ - row), key, keys);
    }
  }

  void write(Real* logsumexp) const {
    for (int64_t i = 0; i < rows_; ++i) {
      const Real inverse = 1 / total_[i];
      Real* y = head_.y + (first_ + i) * head_.ldy;
      for (int64_t d = 0; d < head_.D; ++d) y[d] = y_[i * width_ + d] * inverse;
      if (logsumexp != nullptr) logsumexp[first_ + i] = highest_[i] + std::log(total_[i]);
    }
  }

 private:
  // Queries from `row` on look at one tile of keys.
  void look(int64_t row, int64_t rows, int64_t key, int64_t keys) {
    const int64_t lead = first_ + row - key, columns = tile::whole_vectors(keys);
    Real* y = y_.data() + row * width_;
    alignas(64) Real weights[kSize * kSize];
    tile::scores({rows, columns, head_.D, q_.data() + row * width_, width_, turned_keys_.data(), kSize,
                  weights, kSize},
                 lead);
    for (int64_t i = 0; i < rows; ++i) {
      const int64_t width = tile::columns_of_row(i, lead, columns);
      if (width > 0) weigh(row + i, weights + i * kSize, width, std::min(keys, i + lead + 1), key);
    }
    tile::weighed({rows, width_, keys, weights, kSize, values_.data(), width_, y, width_, key > 0}, lead);
  }

  // Scores become e^(score − highest), and what the query has gathered shrinks to match a new highest.
  void weigh(int64_t i, Real* weights, int64_t width, int64_t seen, int64_t key) {
    tile::hide(weights, seen, width);
    const Real peak = std::max(highest_[i], tile::highest(weights, width));
    Real shrink = 1;
    if (peak > highest_[i]) {
      shrink = fast_exp(highest_[i] - peak);
      total_[i] *= shrink;
      if (key > 0)
        for (int64_t d = 0; d < width_; ++d) y_[i * width_ + d] *= shrink;
    }
    tile::exponentials(weights, width, peak);
    total_[i] += tile::total(weights, width);
    highest_[i] = peak;
    if (dropout_ != nullptr) {
      const int64_t mask = dropout_->first + (first_ + i) * dropout_->T + key;
      for (int64_t j = 0; j < seen; ++j) weights[j] *= dropout_->mask(mask + j);
    }
  }

  HeadRows head_;
  int64_t first_, rows_, width_;  // width_: D in whole vectors
  const WeightDropout* dropout_;
  Array q_, y_;                 // (rows,width): the queries over √D; weights times values so far
  Array turned_keys_, values_;  // (D,kSize), (kSize,width) of the tile
  Real highest_[kAttendRows], total_[kAttendRows];
};

}  // namespace

void attend_rows(const HeadRows& head, int64_t first, int64_t rows, Real* logsumexp,
                 const WeightDropout* dropout) {
  OnlineSoftmax softmax(head, first, rows, dropout);
  softmax.run();
  softmax.write(logsumexp);
}

}  // namespace p2g
