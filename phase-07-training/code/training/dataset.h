// Batches of inputs, and of the tokens that follow each of them.
#pragma once

#include <optional>

#include "math/ids.h"
#include "math/random.h"
#include "training/token_shard.h"

namespace p2g {

struct Batch {
  Ids inputs, targets;  // (B,T) each; targets are the inputs one position later
};

// Windows from random places, as nanoGPT takes them: where it is in the data is where its random numbers are.
class BatchSampler {
 public:
  // Throws unless the shard holds more than `length` tokens. The shard must outlive it.
  BatchSampler(const TokenShard& shard, int64_t batch, int64_t length, Random random);
  Batch next();

  const Random& random() const { return random_; }
  void restore(const Random& random) { random_ = random; }

 private:
  const TokenShard& shard_;
  int64_t batch_, length_;
  Random random_;
};

// `count` batches of windows spread evenly over the shard, the same at every evaluation; fewer if there is
// less.
std::vector<Batch> evaluation_batches(const TokenShard& shard, int64_t batch, int64_t length, int64_t count);

}  // namespace p2g
