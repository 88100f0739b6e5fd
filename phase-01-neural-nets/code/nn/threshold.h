// Units with a threshold (McCulloch and Pitts 1943), and which boolean functions one of them can be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace p2g {

// A sum of weighted inputs that reaches the threshold makes the unit fire. x and w are of one length.
bool fires(const std::vector<double>& x, const std::vector<double>& w, double threshold);

// A boolean function of n inputs as its table: bit p answers the pattern p, whose bit i is input i.
using Truth = uint64_t;
inline constexpr int kMostTabled = 6;  // 2^6 answers fill a Truth

std::vector<double> inputs_of(int64_t pattern, int n);
Truth table_of(int n, const std::vector<double>& w, double threshold);
Truth parity(int n);    // 1 where the number of ones is odd; XOR for n = 2
Truth symmetry(int n);  // 1 where the first half of the inputs mirrors the second; n even

// Which functions of n ≤ 4 inputs a unit with integer weights −largest … largest can be: entry f for table f.
// What is found has a witness; to know that nothing is missed, see sums_clash.
std::vector<bool> threshold_functions(int n, int largest);

// True if two patterns (or one, twice) where f is 1 have the same sum, input by input, as two where f is 0.
// No unit can be such an f: the first two reach the threshold, so their sum is at least twice of it, and the
// other two have the same sum. 00 + 11 = 01 + 10 does away with XOR.
bool sums_clash(Truth f, int n);

// The most patterns, of 2^n, on which a unit with integer weights −largest … largest agrees with f.
int64_t best_linear_score(Truth f, int n, int largest);

}  // namespace p2g
