// Skip-gram and CBOW with negative sampling (Mikolov et al. 2013, 1301.3781 and 1310.4546, equation 4): the
// loss, and a step down its gradient, written as the formulas are. batch_step.h has the fast one.
#pragma once

#include "tokenizer/word_tables.h"

namespace p2g {

// One input vector h (D) and one target's vector u (D). y = σ(h·u) should be 1 for a true word and 0 for a
// drawn one. Adds ∂loss/∂h to dh (D) and ∂loss/∂u to du (D); returns the loss: −log y, or −log(1 − y).
double pair_gradient(const Real* h, const Real* u, bool is_true, Real* dh, Real* du, int64_t D);

// The sum of the losses of all targets.
double loss(const WordTables& tables, const WordTasks& batch);

// Every vector moves by −rate · ∂loss/∂vector, with all gradients taken before any vector moves.
void step_by_formula(WordTables& tables, const WordTasks& batch, double rate);

}  // namespace p2g
