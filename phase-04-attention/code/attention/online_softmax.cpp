#include "attention/online_softmax.h"

#include "attention/join_scores.h"
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
    const Reach& reach = head_.reach;
    const int64_t end = reach.end(first_ + rows_ - 1);
    for (int64_t key = tile::first_tile(reach, first_); key < end; key += kSize) {
      const int64_t keys = std::min(kSize, end - key);
      tile::turn_rows(head_.k + key * head_.ldk, head_.ldk, keys, head_.D, turned_keys_.data(), kSize);
      tile::copy_rows(head_.v + key * head_.ldv, head_.ldv, keys, head_.D, 1, values_.data(), width_);
      for (int64_t row = 0; row < rows_; row += kSize) {
        const int64_t rows = std::min(kSize, rows_ - row);
        if (tile::sees(reach, first_ + row, first_ + row + rows - 1, key, keys)) look(row, rows, key, keys);
      }
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
    const int64_t lead = tile::lead_of(head_.reach, first_ + row, key), columns = tile::whole_vectors(keys);
    Real* y = y_.data() + row * width_;
    alignas(64) Real weights[kSize * kSize];
    tile::scores({rows, columns, head_.D, q_.data() + row * width_, width_, turned_keys_.data(), kSize,
                  weights, kSize},
                 lead);
    const bool all = tile::sees_all(head_.reach, first_ + row, first_ + row + rows - 1, key, keys);
    for (int64_t i = 0; i < rows; ++i) {
      const int64_t width = tile::columns_of_row(i, lead, columns);
      const tile::Columns seen =
          all ? tile::kWholeRow : tile::columns_seen(head_.reach, first_ + row + i, key, keys);
      if (width > 0 && (all || tile::hide(weights + i * kSize, seen, width)))
        weigh(row + i, weights + i * kSize, width, seen, key);
    }
    const bool more = key > tile::first_tile(head_.reach, first_ + row);
    tile::weighed({rows, width_, keys, weights, kSize, values_.data(), width_, y, width_, more}, lead);
  }

  void weigh(int64_t i, Real* weights, int64_t width, const tile::Columns& seen, int64_t key) {
    join_scores(weights, width, {highest_[i], total_[i], y_.data() + i * width_, width_});
    if (dropout_ != nullptr) {
      const int64_t mask = dropout_->first + (first_ + i) * dropout_->Tk + key;
      for (int64_t j = seen.begin; j < seen.end; ++j) weights[j] *= dropout_->mask(mask + j);
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
