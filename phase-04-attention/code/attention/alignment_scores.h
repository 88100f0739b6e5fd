// How well does a place of the source fit what the decoder is looking for? One number for each of T queries
// and S places: e (B,T,S). A query is a state of the decoder, q (B,T,Q); a place is a state of the encoder, h
// (B,S,M).
#pragma once

#include "nn/tensor.h"

namespace p2g {

// Bahdanau, Cho and Bengio 2014:  e = v·tanh(q·w + k), a small network. k = h·u (B,S,A) does not depend on
// the query: it is computed once a source. w (Q,A), v (A,1).
Tensor additive_scores(const Tensor& q, const Tensor& keys, const Tensor& w, const Tensor& v);

// Luong, Pham and Manning 2015:
Tensor dot_scores(const Tensor& q, const Tensor& h);                       // e = q·h, Q = M
Tensor general_scores(const Tensor& q, const Tensor& h, const Tensor& w);  // e = (q·w)·h, w (Q,M)
// e = v·tanh([q;h]·w): rows 0 … Q−1 of w (Q+M,A) are for q, the rest for h; v (A,1)
Tensor concat_scores(const Tensor& q, const Tensor& h, const Tensor& w, const Tensor& v);
// e = column s of q·w: where, and never what. w (Q,longest); throws if places > longest.
Tensor location_scores(const Tensor& q, const Tensor& w, int64_t places);

}  // namespace p2g
