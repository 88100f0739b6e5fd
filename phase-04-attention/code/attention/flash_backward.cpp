#include "attention/flash_backward.h"

#include "math/array.h"

namespace p2g {
namespace {

using tile::kSize;

void write_rows(const Real* from, int64_t width, int64_t count, int64_t D, Real factor, bool add, Real* to,
                int64_t ld) {
  for (int64_t i = 0; i < count; ++i, from += width, to += ld)
    for (int64_t d = 0; d < D; ++d) to[d] = (add ? to[d] : Real(0)) + factor * from[d];
}

// With P the weights, O = P·V, and D the row sums of dO ⊙ O:
//   dV = Pᵀ·dO    dP = dO·Vᵀ    dS = P ⊙ (dP − D)    dQ = dS·K/√d    dK = dSᵀ·Q/√d
class Backward {
 public:
  Backward(const HeadRows& head, const HeadGradients& gradients, int64_t T, const Real* logsumexp,
           const WeightDropout* dropout)
      : head_(head),
        gradients_(gradients),
        T_(T),
        width_(tile::whole_vectors(head.D)),
        logsumexp_(logsumexp),
        dropout_(dropout),
        q_(Array::uninitialized({T, width_})),
        dy_(Array::uninitialized({T, width_})),
        dq_(Array::uninitialized({T, width_})),
        inner_(Array::uninitialized({T})),
        keys_(Array::uninitialized({kSize, width_})),
        turned_keys_(Array::uninitialized({head.D, kSize})),
        turned_values_(Array::uninitialized({head.D, kSize})),
        dk_(Array::uninitialized({kSize, width_})),
        dv_(Array::uninitialized({kSize, width_})) {
    tile::copy_rows(head.q, head.ldq, T, head.D, tile::score_scale(head.D), q_.data(), width_);
    tile::copy_rows(gradients.dy, head.ldy, T, head.D, 1, dy_.data(), width_);
    for (int64_t t = 0; t < T; ++t) {
      Real sum = 0;
      for (int64_t d = 0; d < head.D; ++d) sum += dy_[t * width_ + d] * head.y[t * head.ldy + d];
      inner_[t] = sum;
    }
  }

  void run() {
    const int64_t D = head_.D;
    for (int64_t key = 0; key < T_; key += kSize) {
      const int64_t keys = std::min(kSize, T_ - key);
      const Real *k = head_.k + key * head_.ldk, *v = head_.v + key * head_.ldv;
      tile::copy_rows(k, head_.ldk, keys, D, 1, keys_.data(), width_);
      tile::turn_rows(k, head_.ldk, keys, D, turned_keys_.data(), kSize);
      tile::turn_rows(v, head_.ldv, keys, D, turned_values_.data(), kSize);
      for (int64_t query = key; query < T_; query += kSize) tile_pair(query, key, keys);
      write_rows(dk_.data(), width_, keys, D, 1, gradients_.add, gradients_.dk + key * head_.ldk, head_.ldk);
      write_rows(dv_.data(), width_, keys, D, 1, gradients_.add, gradients_.dv + key * head_.ldv, head_.ldv);
    }
    write_rows(dq_.data(), width_, T_, D, tile::score_scale(D), gradients_.add, gradients_.dq, head_.ldq);
  }

 private:
  void tile_pair(int64_t query, int64_t key, int64_t keys) {
    const int64_t rows = std::min(kSize, T_ - query), columns = tile::whole_vectors(keys);
    const int64_t lead = query - key, D = head_.D;
    const Real *q = q_.data() + query * width_, *dy = dy_.data() + query * width_;
    Real* dq = dq_.data() + query * width_;
    alignas(64) Real P[kSize * kSize], dP[kSize * kSize];
    tile::scores({rows, columns, D, q, width_, turned_keys_.data(), kSize, P, kSize}, lead);
    tile::scores({rows, columns, D, dy, width_, turned_values_.data(), kSize, dP, kSize}, lead);
    for (int64_t i = 0; i < rows; ++i)
      scores_gradient(query + i, key, std::min(keys, i + lead + 1), tile::columns_of_row(i, lead, columns),
                      P + i * kSize, dP + i * kSize);
    tile::weighed_turned({keys, width_, rows, P, kSize, dy, width_, dv_.data(), width_, lead > 0}, lead);
    tile::weighed({rows, width_, keys, dP, kSize, keys_.data(), width_, dq, width_, key > 0}, lead);
    tile::weighed_turned({keys, width_, rows, dP, kSize, q, width_, dk_.data(), width_, lead > 0}, lead);
  }

  // From scores to P = e^(score − logsumexp), as the forward pass had it, and from dP to dS.
  void scores_gradient(int64_t query, int64_t key, int64_t seen, int64_t width, Real* p, Real* dp) const {
    tile::hide(p, seen, width);
    tile::exponentials(p, width, logsumexp_[query]);
    const Real inner = inner_[query];
    if (dropout_ == nullptr) {
      for (int64_t j = 0; j < width; ++j) dp[j] = p[j] * (dp[j] - inner);
      return;
    }
    const int64_t mask = dropout_->first + query * dropout_->T + key;
    for (int64_t j = 0; j < width; ++j) {
      const Real kept = j < seen ? dropout_->mask(mask + j) : Real(0);
      dp[j] = p[j] * (dp[j] * kept - inner);
      p[j] *= kept;
    }
  }

  HeadRows head_;
  HeadGradients gradients_;
  int64_t T_, width_;  // width_: D in whole vectors
  const Real* logsumexp_;
  const WeightDropout* dropout_;
  Array q_, dy_, dq_, inner_;                           // (T,width); inner_ (T): D of the formula
  Array keys_, turned_keys_, turned_values_, dk_, dv_;  // of the tile of keys
};

}  // namespace

void flash_backward(const HeadRows& head, const HeadGradients& gradients, int64_t T, const Real* logsumexp,
                    const WeightDropout* dropout) {
  Backward(head, gradients, T, logsumexp, dropout).run();
}

}  // namespace p2g
