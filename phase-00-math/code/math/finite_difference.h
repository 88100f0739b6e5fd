// The derivative from its definition: the witness against which every backward rule is checked.
#pragma once

#include <functional>

#include "math/array.h"

namespace p2g {

// ∂f/∂xᵢ ≈ (f(x + h eᵢ) − f(x − h eᵢ)) / 2h, for every i. Changes x in place and restores it.
Array finite_difference(const std::function<double()>& f, Array& x, double step);

}  // namespace p2g
