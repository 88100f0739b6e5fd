#include "exercises/not_written.h"
#include "nn/optimizer.h"

namespace p2g {

// For every parameter that has a gradient g: v = momentum·v + g + weight_decay·w, then w −= learning_rate·v.
// What is there: parameters_[i].tensor with has_grad(), grad() and mutable_value(), velocity_[i], momentum_,
// weight_decay_, learning_rate. An Array has size() and [j]; numbers in it are Real.
void Sgd::step() { not_written("Sgd::step"); }

}  // namespace p2g
