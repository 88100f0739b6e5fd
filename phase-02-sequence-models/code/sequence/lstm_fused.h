// All T steps of one LSTM layer as one operation.
//
// The inputs of all steps are multiplied at once; what is left for each step is h·w_h and the gates, taken in
// groups of units that one thread does from the product to the new state: one barrier a step. Backward walks
// the steps the other way, and has one product for each weight, over all steps.
#pragma once

#include "sequence/lstm.h"

namespace p2g {

// x (T,B,in), h0 and c0 (B,H) -> (T+1,B,H): h after each of T steps, then the last c. mask (T,B) or none.
Tensor lstm_over_time(const LstmLayer& layer, const Tensor& x, const LstmState& before, const Array* mask);

}  // namespace p2g
