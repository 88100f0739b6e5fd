#include "attention/flash.h"

#include "attention/flash_heads.h"
#include "math/error.h"

namespace p2g {
namespace {

const Op kFlash("attention", "flash_attention"), kFlashApart("attention", "flash_attention_apart");

std::optional<DropoutMask> mask_of(double dropout_p, Random* random) {
  if (!(dropout_p >= 0 && dropout_p < 1))
    fail(kFlash.name, "dropout is {}, wanted 0 or more and less than 1", dropout_p);
  if (random == nullptr || dropout_p == 0) return std::nullopt;
  return DropoutMask{random->bits(), dropout_p};
}

FlashCall check(const Shape& qkv, int64_t heads) {
  check_rank(kFlash.name, "qkv", qkv, 3);
  if (heads < 1 || qkv[2] % (3 * heads) != 0)
    fail(kFlash.name, "qkv is {}: wanted (B,T,3C) with C a multiple of {} heads. Is it the input of c_attn?",
         qkv.to_string(), heads);
  return {qkv[0], qkv[1], qkv[1], heads, heads, qkv[2] / 3 / heads, {.causal = true}, {}};
}

FlashCall check(const Shape& q, const Shape& k, const Shape& v, int64_t H, int64_t G,
                const Visible& visible) {
  check_rank(kFlash.name, "q", q, 3);
  check_rank(kFlash.name, "k", k, 3);
  if (H < 1 || G < 1 || H % G != 0 || q[2] % H != 0 || k[2] != q[2] / H * G || k != v || k[0] != q[0])
    fail(kFlash.name,
         "q is {}, k {}, v {} with {} and {} heads: wanted q (B,Tq,H·D), k and v (B,Tk,G·D), and G a divisor "
         "of H",
         q.to_string(), k.to_string(), v.to_string(), H, G);
  check_visible(kFlash.name, visible, q[0], q[1], k[1]);
  return {q[0], q[1], k[1], H, G, q[2] / H, visible, {}};
}

// Queries, keys and values side by side in each row.
struct Thirds {
  Thirds(const Array& qkv, int64_t C)
      : q{qkv.data(), 3 * C}, k{qkv.data() + C, 3 * C}, v{qkv.data() + 2 * C, 3 * C} {}
  HeadsAt q, k, v;
};

}  // namespace

Tensor flash_attention(const Tensor& qkv, int64_t heads, double dropout_p, Random* random) {
  FlashCall call = check(qkv.shape(), heads);
  call.mask = mask_of(dropout_p, random);
  const int64_t C = heads * call.D;
  Array y = Array::uninitialized({call.B, call.Tq, C}),
        logsumexp = Array::uninitialized({call.B, heads, call.Tq});
  const Thirds in(qkv.value(), C);
  flash_forward(call, in.q, in.k, in.v, y, logsumexp);
  return make_node(kFlash, y, {qkv}, [=](Node& node) {
    const Tensor& parent = node.parents[0];
    const Thirds from(parent.value(), C);
    const auto [data, add] = parent.gradient_sink();
    flash_gradients(call, from.q, from.k, from.v, y, node.grad, logsumexp, {data, add}, {data + C, add},
                    {data + 2 * C, add});
  });
}

Tensor flash_attention(const Tensor& q, const Tensor& k, const Tensor& v, int64_t heads, int64_t kv_heads,
                       const Visible& visible, double dropout_p, Random* random) {
  FlashCall call = check(q.shape(), k.shape(), v.shape(), heads, kv_heads, visible);
  call.mask = mask_of(dropout_p, random);
  const int64_t C = heads * call.D, shared = kv_heads * call.D;
  Array y = Array::uninitialized({call.B, call.Tq, C}),
        logsumexp = Array::uninitialized({call.B, heads, call.Tq});
  flash_forward(call, {q.value().data(), C}, {k.value().data(), shared}, {v.value().data(), shared}, y,
                logsumexp);
  return make_node(kFlashApart, y, {q, k, v}, [=](Node& node) {
    Array gradients[3];  // arrays of their own: q, k and v may be one tensor
    GradientSink sinks[3]{};
    for (size_t i = 0; i < 3; ++i)
      if (node.parents[i].requires_grad()) {
        gradients[i] = Array::uninitialized(node.parents[i].shape());
        sinks[i] = {gradients[i].data(), false};
      }
    const auto at = [&](size_t i, int64_t ld) { return HeadsAt{node.parents[i].value().data(), ld}; };
    flash_gradients(call, at(0, C), at(1, shared), at(2, shared), y, node.grad, logsumexp, sinks[0], sinks[1],
                    sinks[2]);
    for (size_t i = 0; i < 3; ++i)
      if (gradients[i].defined()) node.parents[i].accumulate(std::move(gradients[i]));
  });
}

}  // namespace p2g
