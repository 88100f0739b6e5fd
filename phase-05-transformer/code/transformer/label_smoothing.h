// Label smoothing (Szegedy et al. 2015; Vaswani et al. 2017): the target gets 1 − ε of the certainty, and all
// V words share ε.
//
//   q = (1 − ε)·onehot(target) + ε/V        loss = −Σ q·log p        d loss / d logits = p − q
//
// A model that answers q exactly still pays the entropy of q: the floor.
#pragma once

#include "math/ids.h"
#include "nn/tensor.h"

namespace p2g {

// logits (…,V), targets (…) -> (): the mean over the targets that are not kIgnored, in nats, value and
// gradient in one operation. ε = 0 is cross_entropy. Throws on an ε outside [0,1), and if all targets are
// ignored.
Tensor smoothed_cross_entropy(const Tensor& logits, const Ids& targets, double epsilon);

// In place on one row of logits: (p − q)·weight. Returns −Σ q·log p. A row whose target is kIgnored becomes
// zero and costs nothing.
double smoothed_cross_entropy_row(Real* logits, int64_t V, int32_t target, double epsilon, Real weight);

// The least that smoothed_cross_entropy can be: the entropy of q, in nats.
double smoothing_floor(int64_t V, double epsilon);

}  // namespace p2g
