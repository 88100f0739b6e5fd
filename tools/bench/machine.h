// What this machine can do at most, on all threads: the limits that every speed is held against.
#pragma once

namespace p2g {

double fma_peak();        // multiply-adds in registers, in GFLOP/s (one FMA is two)
double read_bandwidth();  // many streams over memory far larger than the caches, in GB/s

}  // namespace p2g
