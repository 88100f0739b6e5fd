#include "attention/alignment.h"

#include <algorithm>
#include <cmath>

#include "attention/alignment_scores.h"
#include "attention/batched_product.h"
#include "attention/masked_softmax.h"
#include "math/error.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "sequence/time.h"

namespace p2g {
namespace {

Tensor weight(int64_t in, int64_t out, Random& random) {
  return initial_weight({in, out}, 1 / std::sqrt(static_cast<double>(in)), random);
}

// (B,S) -> (B,T,S), the same for every query
Array for_queries(const Array& mask, int64_t T) {
  const int64_t B = mask.shape()[0], S = mask.shape()[1];
  if (T == 1) return mask.reshaped({B, 1, S});
  Array all = Array::uninitialized({B, T, S});
  for (int64_t i = 0; i < B * T; ++i) std::copy_n(mask.data() + i / T * S, S, all.data() + i * S);
  return all;
}

Tensor scores(const Alignment& a, const Tensor& q, const Memory& memory) {
  switch (a.form.score) {
    case Score::additive:
      return additive_scores(q, memory.keys, a.w, a.v);
    case Score::concat:
      return additive_scores(q, memory.keys, times(a.w, 0, q.shape().last()), a.v);
    case Score::dot:
      return dot_scores(q, memory.values);
    case Score::general:
      return general_scores(q, memory.values, a.w);
    case Score::location:
      return location_scores(q, a.w, memory.places());
    case Score::none:
      break;
  }
  fail("alignment", "no score was chosen: there is nothing to look with");
}

}  // namespace

Alignment::Alignment(const AlignmentForm& wanted, int64_t Q, int64_t M, int64_t A, Random& random)
    : form(wanted) {
  if (form.score == Score::dot && Q != M)
    fail("alignment",
         "dot scores of queries of {} and places of {} numbers: wanted the same size. Is the encoder "
         "bidirectional?",
         Q, M);
  if (form.score == Score::location && form.longest < 1)
    fail("alignment", "location scores for sources of {} places: wanted `longest`, 1 or more", form.longest);
  if (form.score == Score::additive) w = weight(Q, A, random), u = weight(M, A, random);
  if (form.score == Score::concat) w = weight(Q + M, A, random);
  if (form.score == Score::general) w = weight(Q, M, random);
  if (form.score == Score::location) w = weight(Q, form.longest, random);
  if (form.score == Score::additive || form.score == Score::concat) v = weight(A, 1, random);
  if (form.reach == Extent::local_predictive)
    centre_w = weight(Q, A, random), centre_v = weight(A, 1, random);
}

Memory Alignment::remember(const Tensor& values, const Array& mask) const {
  check_shape("alignment", "the mask", mask.shape(), {values.shape()[0], values.shape()[1]});
  Memory memory{values, {}, mask};
  const int64_t M = values.shape().last();
  if (form.score == Score::additive) memory.keys = matmul(values, u);
  if (form.score == Score::concat) memory.keys = matmul(values, times(w, w.shape()[0] - M, M));
  return memory;
}

Attended Alignment::operator()(const Tensor& q, const Memory& memory, int64_t first) const {
  const Tensor e = scores(*this, q, memory);
  const int64_t T = q.shape()[1];
  Tensor weights;
  if (form.reach == Extent::global) weights = masked_softmax(e, for_queries(memory.mask, T));
  if (form.reach == Extent::local_monotonic) {
    const Array centres = monotonic_centres(memory.mask, first, T);
    weights = masked_softmax(e, window_around(centres, memory.mask, form.half_window));
  }
  if (form.reach == Extent::local_predictive) {
    const Tensor centres = predicted_centres(q, centre_w, centre_v, memory.mask);
    weights = masked_softmax(e, window_around(centres.value(), memory.mask, form.half_window)) *
              gaussian_window(centres, memory.places(), form.half_window);
  }
  return {batched_matmul(weights, memory.values), weights};
}

void Alignment::list(Parameters& parameters, const std::string& prefix) const {
  const std::pair<const char*, const Tensor*> all[] = {
      {"w", &w}, {"u", &u}, {"v", &v}, {"centre_w", &centre_w}, {"centre_v", &centre_v}};
  for (const auto& [name, tensor] : all)
    if (tensor->defined()) parameters.push_back({prefix + name, *tensor});
}

}  // namespace p2g
