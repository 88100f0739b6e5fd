// Many numbers to few. Sums run in pieces of fixed size, so they do not depend on the number of threads.
#pragma once

#include "math/array.h"

namespace p2g {

double sum(const Array& a);
double sum_of_squares(const Array& a);
double max_abs_difference(const Array& a, const Array& b);  // shapes must agree; NaN if either holds one
bool all_finite(const Array& a);

// out (C) = or += Σ over rows of a (…,C)
void sum_rows(const Array& a, Real* out, bool accumulate);

}  // namespace p2g
