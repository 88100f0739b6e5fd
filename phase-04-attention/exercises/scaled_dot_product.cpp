#include "attention/scaled_dot_product.h"

#include "attention/batched_product.h"
#include "exercises/not_written.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/dropout.h"
#include "nn/softmax.h"

namespace p2g {

// softmax(Q·Kᵀ/√D)·V: q (B,H,Tq,D), k and v (B,G,Tk,D) -> (B,H,Tq,D).
// Use batched_matmul_nt for Q·Kᵀ, scale, mask_scores (attention/visible.h) before softmax, then
// batched_matmul. If `weights` is not null, put the weights there. If `random` is not null, drop weights with
// dropout(weights, dropout_p, *random). Where G is less than H, H/G neighbouring heads of q share a head of k
// and v: reshape q to (B, G, H/G·Tq, D), and the products back to (B,H,Tq,Tk).
Tensor scaled_dot_product(const Tensor& /*q*/, const Tensor& /*k*/, const Tensor& /*v*/,
                          const Visible& /*visible*/, double /*dropout_p*/, Random* /*random*/,
                          Tensor* /*weights*/) {
  not_written("scaled_dot_product");
}

}  // namespace p2g
