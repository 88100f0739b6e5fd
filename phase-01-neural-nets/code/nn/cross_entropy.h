// The price of a surprise: −log of the probability given to what came.
#pragma once

#include "math/ids.h"
#include "nn/tensor.h"

namespace p2g {

inline constexpr int32_t kIgnored = -1;  // a target that counts for nothing

// logits (…,V), targets (…) -> (): softmax and cross-entropy in one operation, averaged over the targets that
// are not kIgnored. In nats. Throws if all are ignored.
Tensor cross_entropy(const Tensor& logits, const Ids& targets);

// In place on one row of logits: p − onehot(target), times weight. Returns −log p[target].
// A row whose target is kIgnored becomes zero and costs nothing.
double cross_entropy_row(Real* logits, int64_t V, int32_t target, Real weight);

// How many targets count; throws unless there is at least one and every other lies in the vocabulary.
int64_t count_targets(const char* who, const Ids& targets, int64_t V);

}  // namespace p2g
