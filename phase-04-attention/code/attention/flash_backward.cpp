#include "attention/flash_backward.h"

#include "math/array.h"

namespace p2g {
namespace {

using tile::kSize;

// Row t of `from`, `width` apart, times factor, to row first + t of the gradient.
void write_rows(const Array& from, int64_t width, int64_t count, int64_t D, Real factor,
                const HeadGradient& to, int64_t first = 0) {
  if (to.data == nullptr) return;
  for (int64_t i = 0; i < count; ++i) {
    const Real* row = from.data() + i * width;
    Real* y = to.data + (first + i) * to.ld;
    for (int64_t d = 0; d < D; ++d) y[d] = (to.add ? y[d] : Real(0)) + factor * row[d];
  }
}

// With P the weights, O = P·V, and D the row sums of dO ⊙ O:
//   dV = Pᵀ·dO    dP = dO·Vᵀ    dS = P ⊙ (dP − D)    dQ = dS·K/√d    dK = dSᵀ·Q/√d
class Backward {
 public:
  Backward(const HeadRows& head, const HeadGradients& gradients, int64_t Tq, int64_t Tk,
           const Real* logsumexp, const WeightDropout* dropout)
      : head_(head),
        gradients_(gradients),
        Tq_(Tq),
        Tk_(Tk),
        width_(tile::whole_vectors(head.D)),
        logsumexp_(logsumexp),
        dropout_(dropout),
        q_(Array::uninitialized({Tq, width_})),
        dy_(Array::uninitialized({Tq, width_})),
        dq_(Array::uninitialized({Tq, width_})),
        inner_(Array::uninitialized({Tq})),
        keys_(Array::uninitialized({kSize, width_})),
        turned_keys_(Array::uninitialized({head.D, kSize})),
        turned_values_(Array::uninitialized({head.D, kSize})),
        dk_(Array::uninitialized({kSize, width_})),
        dv_(Array::uninitialized({kSize, width_})) {
    tile::copy_rows(head.q, head.ldq, Tq, head.D, tile::score_scale(head.D), q_.data(), width_);
    tile::copy_rows(gradients.dy, head.ldy, Tq, head.D, 1, dy_.data(), width_);
    for (int64_t t = 0; t < Tq; ++t) {
      Real sum = 0;
      for (int64_t d = 0; d < head.D; ++d) sum += dy_[t * width_ + d] * head.y[t * head.ldy + d];
      inner_[t] = sum;
    }
  }

  void run() {
    for (int64_t key = 0; key < Tk_; key += kSize) {
      const int64_t keys = std::min(kSize, Tk_ - key);
      if (!queries_of(key, keys)) {
        dk_.fill(0);
        dv_.fill(0);
      }
      write_rows(dk_, width_, keys, head_.D, 1, gradients_.dk, key);
      write_rows(dv_, width_, keys, head_.D, 1, gradients_.dv, key);
    }
    write_rows(dq_, width_, Tq_, head_.D, tile::score_scale(head_.D), gradients_.dq);
  }

 private:
  // All tiles of queries that see this tile of keys; false if none does.
  bool queries_of(int64_t key, int64_t keys) {
    const Real *k = head_.k + key * head_.ldk, *v = head_.v + key * head_.ldv;
    const int64_t position = head_.reach.causal ? std::max<int64_t>(0, key - head_.reach.past) : 0;
    bool seen = false;
    for (int64_t query = position / kSize * kSize; query < Tq_; query += kSize) {
      const int64_t rows = std::min(kSize, Tq_ - query);
      if (!tile::sees(head_.reach, query, query + rows - 1, key, keys)) break;
      if (!seen) {
        tile::copy_rows(k, head_.ldk, keys, head_.D, 1, keys_.data(), width_);
        tile::turn_rows(k, head_.ldk, keys, head_.D, turned_keys_.data(), kSize);
        tile::turn_rows(v, head_.ldv, keys, head_.D, turned_values_.data(), kSize);
      }
      tile_pair(query, rows, key, keys, seen);
      seen = true;
    }
    return seen;
  }

  void tile_pair(int64_t query, int64_t rows, int64_t key, int64_t keys, bool more) {
    const int64_t columns = tile::whole_vectors(keys), D = head_.D;
    const int64_t lead = tile::lead_of(head_.reach, query, key);
    const bool more_keys = key > tile::first_tile(head_.reach, query);
    const Real *q = q_.data() + query * width_, *dy = dy_.data() + query * width_;
    Real* dq = dq_.data() + query * width_;
    alignas(64) Real P[kSize * kSize], dP[kSize * kSize];
    tile::scores({rows, columns, D, q, width_, turned_keys_.data(), kSize, P, kSize}, lead);
    tile::scores({rows, columns, D, dy, width_, turned_values_.data(), kSize, dP, kSize}, lead);
    for (int64_t i = 0; i < rows; ++i)
      scores_gradient(query + i, key, keys, tile::columns_of_row(i, lead, columns), P + i * kSize,
                      dP + i * kSize);
    tile::weighed_turned({keys, width_, rows, P, kSize, dy, width_, dv_.data(), width_, more}, lead);
    tile::weighed({rows, width_, keys, dP, kSize, keys_.data(), width_, dq, width_, more_keys}, lead);
    tile::weighed_turned({keys, width_, rows, dP, kSize, q, width_, dk_.data(), width_, more}, lead);
  }

  // From scores to P = e^(score − logsumexp), as the forward pass had it, and from dP to dS.
  void scores_gradient(int64_t query, int64_t key, int64_t keys, int64_t width, Real* p, Real* dp) const {
    const tile::Columns seen = tile::columns_seen(head_.reach, query, key, keys);
    if (!tile::hide(p, seen, width)) {
      std::fill(dp, dp + width, Real(0));
      return;
    }
    tile::exponentials(p, width, logsumexp_[query]);
    const Real inner = inner_[query];
    if (dropout_ == nullptr) {
      for (int64_t j = 0; j < width; ++j) dp[j] = p[j] * (dp[j] - inner);
      return;
    }
    const int64_t mask = dropout_->first + query * dropout_->Tk + key;
    for (int64_t j = 0; j < width; ++j) {
      const Real kept = seen.begin <= j && j < seen.end ? dropout_->mask(mask + j) : Real(0);
      dp[j] = p[j] * (dp[j] * kept - inner);
      p[j] *= kept;
    }
  }

  HeadRows head_;
  HeadGradients gradients_;
  int64_t Tq_, Tk_, width_;  // width_: D in whole vectors
  const Real* logsumexp_;
  const WeightDropout* dropout_;
  Array q_, dy_, dq_, inner_;                           // (Tq,width); inner_ (Tq): D of the formula
  Array keys_, turned_keys_, turned_values_, dk_, dv_;  // of the tile of keys
};

}  // namespace

void flash_backward(const HeadRows& head, const HeadGradients& gradients, int64_t Tq, int64_t Tk,
                    const Real* logsumexp, const WeightDropout* dropout) {
  Backward(head, gradients, Tq, Tk, logsumexp, dropout).run();
}

}  // namespace p2g
