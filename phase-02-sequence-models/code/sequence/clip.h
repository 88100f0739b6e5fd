// Clipping: a gradient that is too long is made shorter, and keeps its direction (Pascanu, Mikolov and Bengio
// 2013).
#pragma once

#include "nn/module.h"

namespace p2g {

double gradient_norm(const Parameters& parameters);  // √Σ g² over all numbers of all gradients

// If the norm of all gradients together is over `limit`, scales them to it. Returns the norm before.
double clip_gradients(const Parameters& parameters, double limit);

}  // namespace p2g
