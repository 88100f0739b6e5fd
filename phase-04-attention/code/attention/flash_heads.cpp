#include "attention/flash_heads.h"

#include "attention/online_softmax.h"
#include "math/threads.h"

namespace p2g {
namespace {

// Head bh counts batches × heads of queries.
struct Head {
  Head(const FlashCall& call, int64_t bh) : b(bh / call.H), h(bh % call.H), g(h / (call.H / call.G)) {}
  int64_t b, h, g;  // g: its head of keys and values
};

HeadRows rows_of(const FlashCall& c, int64_t bh, HeadsAt q, HeadsAt k, HeadsAt v, Array y) {
  const Head at(c, bh);
  const int64_t C = c.H * c.D;
  return {q.data + at.b * c.Tq * q.ld + at.h * c.D,
          k.data + at.b * c.Tk * k.ld + at.g * c.D,
          v.data + at.b * c.Tk * v.ld + at.g * c.D,
          y.data() + at.b * c.Tq * C + at.h * c.D,
          q.ld,
          k.ld,
          v.ld,
          C,
          c.D,
          reach_of(c.visible, at.b, c.Tq, c.Tk)};
}

std::optional<WeightDropout> dropout_of(const FlashCall& c, int64_t bh) {
  if (!c.mask) return std::nullopt;
  return WeightDropout{*c.mask, bh * c.Tq * c.Tk, c.Tk};
}

HeadGradient gradient_at(const GradientSink& sink, int64_t first, int64_t ld) {
  return {sink.data == nullptr ? nullptr : sink.data + first, ld, sink.add};
}

// The gradients of keys, or values, of every head of queries (B,Tk,H·D), added up for those that share them.
void add_groups(const FlashCall& c, const Array& each, const GradientSink& sink, int64_t ld) {
  if (sink.data == nullptr) return;
  const int64_t shared = c.H / c.G;
  parallel_for(c.B * c.Tk, 64, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row)
      for (int64_t g = 0; g < c.G; ++g) {
        Real* to = sink.data + row * ld + g * c.D;
        for (int64_t i = 0; i < shared; ++i) {
          const Real* from = each.data() + (row * c.H + g * shared + i) * c.D;
          for (int64_t d = 0; d < c.D; ++d) to[d] = (sink.add || i > 0 ? to[d] : Real(0)) + from[d];
        }
      }
  });
}

}  // namespace

void flash_forward(const FlashCall& c, HeadsAt q, HeadsAt k, HeadsAt v, Array& y, Array& logsumexp) {
  const int64_t heads = c.B * c.H, chunks = (c.Tq + kAttendRows - 1) / kAttendRows;
  parallel_for(heads * chunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t piece = begin; piece < end; ++piece) {
      const int64_t bh = piece % heads, first = (chunks - 1 - piece / heads) * kAttendRows;  // longest first
      const std::optional<WeightDropout> dropout = dropout_of(c, bh);
      attend_rows(rows_of(c, bh, q, k, v, y), first, std::min(kAttendRows, c.Tq - first),
                  logsumexp.data() + bh * c.Tq, dropout ? &*dropout : nullptr);
    }
  });
}

void flash_gradients(const FlashCall& c, HeadsAt q, HeadsAt k, HeadsAt v, const Array& y, const Array& dy,
                     const Array& logsumexp, GradientSink dq, GradientSink dk, GradientSink dv) {
  const int64_t C = c.H * c.D;
  const bool grouped = c.G < c.H;
  Array each_dk = grouped ? Array::uninitialized({c.B, c.Tk, C}) : Array();
  Array each_dv = grouped ? Array::uninitialized({c.B, c.Tk, C}) : Array();
  parallel_for(c.B * c.H, 1, [&](int64_t begin, int64_t end) {
    for (int64_t bh = begin; bh < end; ++bh) {
      const Head at(c, bh);
      const HeadGradient to_q = gradient_at(dq, at.b * c.Tq * q.ld + at.h * c.D, q.ld);
      const int64_t shared = at.b * c.Tk * C + at.h * c.D;
      const HeadGradient to_k = grouped ? HeadGradient{each_dk.data() + shared, C, false}
                                        : gradient_at(dk, at.b * c.Tk * k.ld + at.h * c.D, k.ld);
      const HeadGradient to_v = grouped ? HeadGradient{each_dv.data() + shared, C, false}
                                        : gradient_at(dv, at.b * c.Tk * v.ld + at.h * c.D, v.ld);
      const std::optional<WeightDropout> dropout = dropout_of(c, bh);
      flash_backward(rows_of(c, bh, q, k, v, y), {dy.data() + at.b * c.Tq * C + at.h * c.D, to_q, to_k, to_v},
                     c.Tq, c.Tk, logsumexp.data() + bh * c.Tq, dropout ? &*dropout : nullptr);
    }
  });
  if (grouped) {
    add_groups(c, each_dk, dk, k.ld);
    add_groups(c, each_dv, dv, v.ld);
  }
}

}  // namespace p2g
