// A matrix product with one row is bound by memory: every weight is read once. Decoding is made of these.
#pragma once

#include "math/matmul.h"

namespace p2g {

bool matvec_fits(const Product& p);  // one row, and weights worth the trouble
void matvec(const Product& p);  // eight rows of the matrix a pass, so that as many streams are read at once

}  // namespace p2g
