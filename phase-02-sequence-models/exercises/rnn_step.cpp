#include "exercises/not_written.h"
#include "nn/activation.h"
#include "nn/arithmetic.h"
#include "nn/product.h"
#include "sequence/rnn.h"

namespace p2g {

// One step of Elman's network: h' = f(x·w_x + h·w_h + bias), with x (B,in) and h (B,H).
// f is tanh or sigmoid (nn/activation.h), as layer.f says. linear(x, w, bias) and matmul are in nn/product.h.
Tensor rnn_step(const RnnLayer& /*layer*/, const Tensor& /*x*/, const Tensor& /*h*/) {
  not_written("rnn_step");
}

}  // namespace p2g
