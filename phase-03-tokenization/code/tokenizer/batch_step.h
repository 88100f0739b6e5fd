// The step of negative_sampling.h, fast, on all threads, and the same for any number of them.
//
// First all examples at once: h, the scores, their gradients of h, while no vector moves. Then each thread
// moves the rows that are its own, in order of the text. So no two threads write the same row, nothing is
// read while it is written, and no row's sum depends on who works on it.
#pragma once

#include <vector>

#include "tokenizer/word_tables.h"

namespace p2g {

class BatchStep {
 public:
  void run(WordTables& tables, const WordTasks& batch, Real rate);

 private:
  struct Work;                           // one step
  std::vector<Real> hidden_, d_hidden_;  // (examples, stride)
  std::vector<Real> moves_;              // (targets): rate · (label − σ(h·u))
};

}  // namespace p2g
