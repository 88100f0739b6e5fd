// Normal random numbers from uniform ones (Box and Muller 1958), and the functions that this takes.
//
// Libraries differ in the last digit of a logarithm or a cosine, so these are written out, and their files
// are compiled without fused operations: the same roundings, so the same numbers, everywhere.
#pragma once

#include <cstdint>

namespace p2g {

// Two independent normal numbers, of mean 0 and variance 1, from u1 and u2 in [0, 1).
void box_muller(double u1, double u2, double& first, double& second);

double portable_log(double x);                                  // log x for 0 < x ≤ 1
void portable_cos_sin(double u, double& cosine, double& sine);  // of the angle 2πu, for 0 ≤ u < 1

}  // namespace p2g
