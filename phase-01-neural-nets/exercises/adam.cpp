#include <cmath>

#include "exercises/not_written.h"
#include "nn/optimizer.h"

namespace p2g {

// For every parameter that has a gradient g: m = β1·m + (1−β1)·g and v = β2·v + (1−β2)·g², then
// w −= learning_rate · m̂/(√v̂ + ε), where m̂ = m/(1−β1^t), v̂ = v/(1−β2^t), and t counts the steps from 1.
// What is there: steps_, beta1_, beta2_, epsilon_, learning_rate, m_[i] and v_[i], and parameters_[i].tensor
// with has_grad(), grad() and mutable_value().
void Adam::step() { not_written("Adam::step"); }

}  // namespace p2g
