#include "attention/flash.h"

#include <optional>

#include "attention/flash_backward.h"
#include "attention/heads.h"
#include "attention/online_softmax.h"
#include "attention/scaled_dot_product.h"
#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kFlash("attention", "flash_attention");

struct Sizes {
  int64_t B, T, C, H, D;
};

struct Dropping {
  std::optional<DropoutMask> mask;
  std::optional<WeightDropout> of(const Sizes& s, int64_t bh) const {
    if (!mask) return std::nullopt;
    return WeightDropout{*mask, bh * s.T * s.T, s.T};
  }
};

// Head `bh` counts batches × heads: where its queries begin in qkv, and its outputs in y.
struct Offsets {
  Offsets(const Sizes& s, int64_t bh)
      : qkv(bh / s.H * s.T * 3 * s.C + bh % s.H * s.D), y(bh / s.H * s.T * s.C + bh % s.H * s.D) {}
  int64_t qkv, y;
};

HeadRows head_rows(const Sizes& s, const Array& qkv, Array y, int64_t bh) {
  const Offsets at(s, bh);
  const Real* q = qkv.data() + at.qkv;
  return {q, q + s.C, q + 2 * s.C, y.data() + at.y, 3 * s.C, 3 * s.C, 3 * s.C, s.C, s.D};
}

void forward(const Sizes& s, const Array& qkv, const Array& y, Array& logsumexp, const Dropping& dropping) {
  const int64_t heads = s.B * s.H, chunks = (s.T + kAttendRows - 1) / kAttendRows;
  parallel_for(heads * chunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t piece = begin; piece < end; ++piece) {
      const int64_t bh = piece % heads, first = (chunks - 1 - piece / heads) * kAttendRows;  // longest first
      const std::optional<WeightDropout> dropout = dropping.of(s, bh);
      attend_rows(head_rows(s, qkv, y, bh), first, std::min(kAttendRows, s.T - first),
                  logsumexp.data() + bh * s.T, dropout ? &*dropout : nullptr);
    }
  });
}

void backward(const Sizes& s, const Array& qkv, const Array& y, const Array& dy, const Array& logsumexp,
              const Dropping& dropping, GradientSink sink) {
  parallel_for(s.B * s.H, 1, [&](int64_t begin, int64_t end) {
    for (int64_t bh = begin; bh < end; ++bh) {
      const Offsets at(s, bh);
      Real* dq = sink.data + at.qkv;
      const HeadGradients gradients{dy.data() + at.y, dq, dq + s.C, dq + 2 * s.C, sink.add};
      const std::optional<WeightDropout> dropout = dropping.of(s, bh);
      flash_backward(head_rows(s, qkv, y, bh), gradients, s.T, logsumexp.data() + bh * s.T,
                     dropout ? &*dropout : nullptr);
    }
  });
}

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
    backward(s, parent.value(), y, node.grad, logsumexp, dropping, parent.gradient_sink());
  });
}

Tensor flash_attention(const Tensor& q, const Tensor& k, const Tensor& v, int64_t heads, int64_t kv_heads,
                       const Visible& visible, double dropout_p, Random* random) {
  return merge_heads(scaled_dot_product(split_heads(q, heads), split_heads(k, kv_heads),
                                        split_heads(v, kv_heads), visible, dropout_p, random));
}

}  // namespace p2g
