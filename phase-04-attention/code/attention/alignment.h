// Attention of a recurrent decoder: scores for all places of the source, a softmax over those that are open,
// and the mean of the places under these weights, the context (Bahdanau et al. 2014; Luong et al. 2015).
#pragma once

#include <string>

#include "attention/local_window.h"
#include "nn/module.h"

namespace p2g {

enum class Score { none, additive, dot, general, concat, location };
enum class Extent { global, local_monotonic, local_predictive };

struct AlignmentForm {
  Score score = Score::additive;
  Extent reach = Extent::global;
  int64_t half_window = kHalfWindow;  // of the local ones
  int64_t longest = 0;                // of location scores: the longest source they know
};

// A source that has been read, ready to be looked at; made once a source.
struct Memory {
  Tensor values;  // (B,S,M): the states of the encoder
  Tensor keys;    // (B,S,A): values·u of additive and concat scores; else not defined
  Array mask;     // (B,S): 1 where a source has a symbol, 0 after it

  int64_t places() const { return mask.shape()[1]; }
};

struct Attended {
  Tensor context;  // (B,T,M): Σ over s of weights · values
  Tensor weights;  // (B,T,S): a row sums to 1 (less under the Gaussian of local_predictive)
};

struct Alignment {
  AlignmentForm form;
  Tensor w;                   // additive (Q,A), general (Q,M), concat (Q+M,A), location (Q,longest)
  Tensor u;                   // additive (M,A)
  Tensor v;                   // additive and concat (A,1)
  Tensor centre_w, centre_v;  // local_predictive (Q,A), (A,1)

  Alignment() = default;
  // Weights from N(0, 1/inputs). Throws where dot scores are asked for and Q ≠ M.
  Alignment(const AlignmentForm& form, int64_t Q, int64_t M, int64_t A, Random& random);

  Memory remember(const Tensor& values, const Array& mask) const;  // (B,S,M), (B,S)
  // q (B,T,Q): the queries of the steps first … first+T−1.
  Attended operator()(const Tensor& q, const Memory& memory, int64_t first) const;
  void list(Parameters& parameters, const std::string& prefix) const;
};

}  // namespace p2g
