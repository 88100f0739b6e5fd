#include "sequence/beam.h"

#include "exercises/not_written.h"

namespace p2g {

// All (n, v) with log_p = so_far[n] + next[n,v], sorted: the largest first, of equal ones the smaller n, then
// the smaller v; the first `width` of them. next is (N,V), row-major, in next.data(); refuse it if N is not
// the size of so_far: check_shape of math/shape.h.
std::vector<Extension> best_extensions(std::span<const double> /*so_far*/, const Array& /*next*/,
                                       size_t /*width*/) {
  not_written("best_extensions");
}

// log_p / length^alpha
double normalised(double /*log_p*/, int64_t /*length*/, double /*alpha*/) { not_written("normalised"); }

}  // namespace p2g
