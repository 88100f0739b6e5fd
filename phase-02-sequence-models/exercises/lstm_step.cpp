#include "exercises/not_written.h"
#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "sequence/lstm.h"
#include "sequence/time.h"

namespace p2g {

// One step of an LSTM with a forget gate. x (B,in); before.h and before.c (B,H); the weights hold the columns
// of i, f, g, o, H of each, in this order: columns(sums, first, count) of sequence/time.h takes them apart.
//   i = σ(…)  f = σ(…)  g = tanh(…)  o = σ(…)     each of x·w_x + h·w_h + bias
//   c' = f∘c + i∘g      h' = o∘tanh(c')           return {h', c'}
LstmState lstm_step(const LstmLayer& /*layer*/, const Tensor& /*x*/, const LstmState& /*before*/) {
  not_written("lstm_step");
}

}  // namespace p2g
