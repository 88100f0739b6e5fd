#include "attention/flash.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "attention/attend.h"
#include "attention/tile.h"
#include "math/error.h"
#include "math/matmul.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kFlash("attention", "flash_attention");
using tile::kStride;

struct Sizes {
  int64_t B, T, C, H, D;
  int64_t tiles() const { return (T + kAttendTile - 1) / kAttendTile; }
};

struct Dropping {
  std::optional<DropoutMask> mask;
  std::optional<WeightDropout> of(const Sizes& s, int64_t bh) const {
    if (!mask) return std::nullopt;
    return WeightDropout{*mask, bh * s.T * s.T, s.T};
  }
};

// Head `bh` counts batches × heads.
HeadRows head_rows(const Sizes& s, const Array& qkv, Real* y, int64_t bh) {
  const int64_t b = bh / s.H, h = bh % s.H;
  const Real* q = qkv.data() + b * s.T * 3 * s.C + h * s.D;
  return {q, q + s.C, q + 2 * s.C, y + b * s.T * s.C + h * s.D, 3 * s.C, 3 * s.C, 3 * s.C, s.C, s.D};
}

void forward(const Sizes& s, const Array& qkv, Array& y, Array& logsumexp, const Dropping& dropping) {
  const int64_t heads = s.B * s.H;
  parallel_for(heads * s.tiles(), 1, [&](int64_t begin, int64_t end) {
    for (int64_t piece = begin; piece < end; ++piece) {
      const int64_t bh = piece % heads,
                    first = (s.tiles() - 1 - piece / heads) * kAttendTile;  // longest first
      const std::optional<WeightDropout> dropout = dropping.of(s, bh);
      attend_tile(head_rows(s, qkv, y.data(), bh), first, std::min(kAttendTile, s.T - first),
                  logsumexp.data() + bh * s.T, dropout ? &*dropout : nullptr);
    }
  });
}

// Backward of one head. With P the weights, O = P·V, and D the row sums of dO ⊙ O:
//   dV = Pᵀ·dO    dP = dO·Vᵀ    dS = P ⊙ (dP − D)/√d    dQ = dS·K    dK = dSᵀ·Q
class HeadBackward {
 public:
  HeadBackward(const Sizes& s, const Array& qkv, const Array& y, const Array& dy, const Real* logsumexp,
               GradientSink sink, int64_t bh, const std::optional<WeightDropout>& dropout)
      : s_(s),
        rows_(head_rows(s, qkv, const_cast<Real*>(y.data()), bh)),
        logsumexp_(logsumexp),
        add_(sink.add),
        dropout_(dropout) {
    dy_ = dy.data() + (rows_.y - y.data());
    dq_ = sink.data + (rows_.q - qkv.data());
  }

  void run() {
    static thread_local Array inner;
    if (!inner.defined() || inner.size() < s_.T) inner = Array::uninitialized({s_.T});
    inner_ = inner.data();
    for (int64_t t = 0; t < s_.T; ++t) {
      Real total = 0;
      for (int64_t d = 0; d < s_.D; ++d) total += dy_[t * s_.C + d] * rows_.y[t * s_.C + d];
      inner_[t] = total;
    }
    for (int64_t key = 0; key < s_.T; key += kAttendTile)
      for (int64_t query = key; query < s_.T; query += kAttendTile) tile_pair(query, key);
  }

 private:
  void tile_pair(int64_t query, int64_t key) {
    const int64_t rows = std::min(kAttendTile, s_.T - query), keys = std::min(kAttendTile, s_.T - key);
    const int64_t ld = rows_.ldq, D = s_.D;
    const Real *q = rows_.q + query * ld, *k = rows_.k + key * ld, *v = rows_.v + key * ld;
    const Real* dy = dy_ + query * s_.C;
    Real *dq = dq_ + query * ld, *dk = dq_ + s_.C + key * ld, *dv = dq_ + 2 * s_.C + key * ld;
    alignas(64) Real P[kAttendTile * kStride], dP[kAttendTile * kStride];
    weights(q, k, query, key, rows, keys, P);
    matmul({Layout::nt, rows, keys, D, dy, s_.C, v, ld, dP, kStride});
    scores_gradient(query, key, rows, keys, P, dP);
    const bool add_keys = add_ || query > key, add_queries = add_ || key > 0;
    matmul({Layout::tn, keys, D, rows, P, kStride, dy, s_.C, dv, ld, add_keys});
    matmul({Layout::nn, rows, D, keys, dP, kStride, k, ld, dq, ld, add_queries});
    matmul({Layout::tn, keys, D, rows, dP, kStride, q, ld, dk, ld, add_keys});
  }

  // P = e^(score − logsumexp), as the forward pass had it.
  void weights(const Real* q, const Real* k, int64_t query, int64_t key, int64_t rows, int64_t keys,
               Real* P) {
    matmul({Layout::nt, rows, keys, s_.D, q, rows_.ldq, k, rows_.ldk, P, kStride});
    tile::scale_and_mask(P, rows, keys, query - key, tile::score_scale(s_.D));
    for (int64_t i = 0; i < rows; ++i) tile::exponentials(P + i * kStride, logsumexp_[query + i]);
  }

  // dP becomes dS, and P what the values were multiplied by.
  void scores_gradient(int64_t query, int64_t key, int64_t rows, int64_t keys, Real* P, Real* dP) {
    const Real factor = tile::score_scale(s_.D);
    for (int64_t i = 0; i < rows; ++i) {
      Real *p = P + i * kStride, *dp = dP + i * kStride;
      const Real inner = inner_[query + i];
      if (dropout_) tile::drop(dp, keys, *dropout_, query + i, key);
      for (int64_t j = 0; j < keys; ++j) dp[j] = p[j] * (dp[j] - inner) * factor;
      if (dropout_) tile::drop(p, keys, *dropout_, query + i, key);
    }
  }

  const Sizes& s_;
  HeadRows rows_;
  const Real* logsumexp_;
  bool add_;
  const std::optional<WeightDropout>& dropout_;
  const Real* dy_;
  Real* dq_;
  Real* inner_ = nullptr;
};

Sizes check(const Tensor& qkv, int64_t heads) {
  const Shape& shape = qkv.shape();
  check_rank(kFlash.name, "qkv", shape, 3);
  if (heads < 1 || shape[2] % (3 * heads) != 0)
    fail(kFlash.name, "qkv is {}: wanted (B,T,3C) with C a multiple of {} heads. Is it the input of c_attn?",
         shape.to_string(), heads);
  const int64_t C = shape[2] / 3;
  return {shape[0], shape[1], C, heads, C / heads};
}

}  // namespace

Tensor flash_attention(const Tensor& qkv, int64_t heads, double dropout_p, Random* random) {
  const Sizes s = check(qkv, heads);
  if (!(dropout_p >= 0 && dropout_p < 1))
    fail(kFlash.name, "dropout is {}, wanted 0 or more and less than 1", dropout_p);
  Dropping dropping;
  if (random != nullptr && dropout_p > 0) dropping.mask = DropoutMask{random->bits(), dropout_p};
  Array y = Array::uninitialized({s.B, s.T, s.C}), logsumexp = Array::uninitialized({s.B, s.H, s.T});
  forward(s, qkv.value(), y, logsumexp, dropping);
  return make_node(kFlash, y, {qkv}, [=](Node& node) {
    const Tensor& parent = node.parents[0];
    const GradientSink sink = parent.gradient_sink();
    parallel_for(s.B * s.H, 1, [&](int64_t begin, int64_t end) {
      for (int64_t bh = begin; bh < end; ++bh) {
        const std::optional<WeightDropout> dropout = dropping.of(s, bh);
        HeadBackward(s, parent.value(), y, node.grad, logsumexp.data() + bh * s.T, sink, bh, dropout).run();
      }
    });
  });
}

}  // namespace p2g
