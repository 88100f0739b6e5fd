#include "attention/visible.h"

#include <algorithm>
#include <limits>

#include "math/error.h"
#include "math/threads.h"

namespace p2g {
namespace {

const Op kMaskScores("attention", "mask_scores");

void hide(Array& scores, const Visible& visible, Real hidden) {
  const Shape& shape = scores.shape();
  const int64_t H = shape[1], Tq = shape[2], Tk = shape[3];
  parallel_for(shape[0] * H, 1, [&](int64_t begin, int64_t end) {
    for (int64_t bh = begin; bh < end; ++bh) {
      const Reach reach = reach_of(visible, bh / H, Tq, Tk);
      for (int64_t i = 0; i < Tq; ++i) {
        Real* row = scores.data() + (bh * Tq + i) * Tk;
        std::fill(row, row + reach.first(i), hidden);
        std::fill(row + reach.end(i), row + Tk, hidden);
      }
    }
  });
}

}  // namespace

Reach reach_of(const Visible& visible, int64_t b, int64_t Tq, int64_t Tk) {
  const int64_t keys = visible.key_lengths.empty() ? Tk : visible.key_lengths[static_cast<size_t>(b)];
  return {Tk - Tq, keys, visible.causal, visible.window};
}

void check_visible(std::string_view who, const Visible& visible, int64_t B, int64_t Tq, int64_t Tk) {
  const std::vector<int64_t>& lengths = visible.key_lengths;
  if (visible.window < 0)
    fail(who, "the window is {}, wanted 0 for none, or the number of keys", visible.window);
  if (visible.window > 0 && !visible.causal)
    fail(who, "a window of {} without causal: a window counts backwards, so set causal too", visible.window);
  if (!lengths.empty() && static_cast<int64_t>(lengths.size()) != B)
    fail(who, "{} key lengths for {} sequences: wanted one for each, or none", lengths.size(), B);
  for (const int64_t length : lengths)
    if (length < 0 || length > Tk) fail(who, "a key length is {}, but there are {} keys", length, Tk);
  if (visible.causal && Tq > Tk)
    fail(who, "{} queries over {} keys, causal: the first {} see no key. Are the keys of the past missing?",
         Tq, Tk, Tq - Tk);
  for (int64_t b = 0; b < (lengths.empty() ? 1 : B); ++b)
    for (const int64_t i : {int64_t{0}, Tq - 1}) {  // between them, a query sees no fewer than one of these
      const Reach reach = reach_of(visible, b, Tq, Tk);
      if (reach.first(i) >= reach.end(i))
        fail(who, "query {} of sequence {} sees no key: it has {} keys{}. Leave such queries out", i, b,
             reach_of(visible, b, Tq, Tk).keys, visible.window > 0 ? ", all of them before the window" : "");
    }
}

Tensor mask_scores(const Tensor& scores, const Visible& visible) {
  const Shape& shape = scores.shape();
  if (shape.rank() != 4) fail(kMaskScores.name, "scores are {}, wanted (B,H,Tq,Tk)", shape.to_string());
  check_visible(kMaskScores.name, visible, shape[0], shape[2], shape[3]);
  if (!visible.causal && visible.key_lengths.empty()) return scores;
  Array y = scores.value().clone();
  hide(y, visible, -std::numeric_limits<Real>::infinity());
  return make_node(kMaskScores, std::move(y), {scores}, [visible](Node& node) {
    Array dx = node.grad.clone();
    hide(dx, visible, 0);
    node.parents[0].accumulate(std::move(dx));
  });
}

}  // namespace p2g
