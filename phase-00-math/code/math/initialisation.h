// How large the first, random weights should be, so that signals neither die nor explode in a deep net.
//
// A weight matrix is (in,out). Glorot and Bengio 2010 balance forward and backward signals of a symmetric
// function: Var W = 2/(in + out). He et al. 2015 make up for relu, which lets half of the signal through:
// Var W = 2/in.
#pragma once

#include <cstdint>

#include "math/array.h"
#include "math/random.h"

namespace p2g {

double glorot_deviation(int64_t in, int64_t out);  // √(2/(in + out))
double glorot_bound(int64_t in, int64_t out);      // √(6/(in + out)): uniform in ± this has that deviation
double he_deviation(int64_t in);                   // √(2/in)

void fill_glorot(Array& weights, Random& random);  // uniform; weights (in,out)
void fill_he(Array& weights, Random& random);      // normal; weights (in,out)

}  // namespace p2g
