#include "transformer/sinusoids.h"

#include "exercises/not_written.h"

namespace p2g {

// Row `pos` of the table has pairs of channels. In pair i, channels 2i and 2i + 1 hold the sine and the
// cosine of one angle, pos / 10000^(2i / channels). Array::uninitialized({positions, channels}) makes the
// table; number c of row pos is table[pos * channels + c].
Array sinusoids(int64_t /*positions*/, int64_t /*channels*/) { not_written("sinusoids"); }

}  // namespace p2g
