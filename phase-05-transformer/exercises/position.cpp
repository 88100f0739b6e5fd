#include "transformer/position.h"

#include "exercises/not_written.h"

namespace p2g {

// Row `row` of the B·T rows of x, each of C numbers; B sequences of T tokens lie behind each other. y's row
// is x's, plus the row of the table that belongs to its time.
void add_position(const Real* /*x*/, const Real* /*table*/, Real* /*y*/, int64_t /*row*/, int64_t /*T*/,
                  int64_t /*C*/) {
  not_written("add_position in position");
}

// dtable (T,C) += Σ over B of dy (B,T,C): every sequence used the same rows.
void table_gradient(const Real* /*dy*/, Real* /*dtable*/, int64_t /*B*/, int64_t /*T*/, int64_t /*C*/) {
  not_written("table_gradient in position");
}

}  // namespace p2g
