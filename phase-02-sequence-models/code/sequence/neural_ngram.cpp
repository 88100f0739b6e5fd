#include "sequence/neural_ngram.h"

#include <algorithm>
#include <cmath>

#include "math/error.h"
#include "nn/activation.h"
#include "nn/aggregate.h"
#include "nn/arithmetic.h"
#include "nn/cross_entropy.h"
#include "nn/embedding.h"
#include "nn/product.h"

namespace p2g {
namespace {

// tanh keeps a signal's size if its weights have a deviation of 5/3 / √in; scores should begin near equal.
double hidden_deviation(int64_t in) { return 5.0 / 3 / std::sqrt(static_cast<double>(in)); }
constexpr double kScoreDeviation = 0.01;

}  // namespace

NeuralNgram::NeuralNgram(const NeuralNgramSize& size, Random& random) {
  if (size.vocabulary < 1 || size.length < 1 || size.embedding < 1 || size.hidden < 1)
    fail("neural n-gram", "vocabulary {}, length {}, embedding {}, hidden {}: each must be 1 or more",
         size.vocabulary, size.length, size.embedding, size.hidden);
  const int64_t in = size.length * size.embedding;
  table = initial_weight({size.vocabulary, size.embedding}, 1, random);
  hidden = Linear(in, size.hidden, /*with_bias=*/true, hidden_deviation(in), random);
  out = Linear(size.hidden, size.vocabulary, /*with_bias=*/true, kScoreDeviation, random);
  if (size.direct) direct = initial_weight({in, size.vocabulary}, kScoreDeviation, random);
}

Tensor NeuralNgram::operator()(const Ids& contexts) const {
  check_rank("neural n-gram", "contexts", contexts.shape(), 2);
  const Tensor vectors = embedding(contexts, table);  // (N,length,E)
  const int64_t N = vectors.shape()[0];
  const Tensor x = reshape(vectors, {N, vectors.shape().size() / std::max<int64_t>(N, 1)});  // (N,length·E)
  const Tensor logits = out(tanh(hidden(x)));
  return direct.defined() ? logits + matmul(x, direct) : logits;
}

void NeuralNgram::list(Parameters& parameters) const {
  parameters.push_back({"table", table});
  hidden.list(parameters, "hidden.");
  out.list(parameters, "out.");
  if (direct.defined()) parameters.push_back({"direct", direct});
}

double cross_entropy(const NeuralNgram& model, const Ids& contexts, const Ids& targets) {
  const NoGrad no_grad;
  constexpr int64_t kBlock = 4096;
  const int64_t length = contexts.shape().last();
  double total = 0;
  for (int64_t i = 0; i < targets.size(); i += kBlock) {
    const int64_t count = std::min(kBlock, targets.size() - i);
    const int32_t *from = contexts.data() + i * length, *wanted = targets.data() + i;
    const Ids block({count, length}, {from, from + count * length}), block_targets({wanted, wanted + count});
    total +=
        static_cast<double>(cross_entropy(model(block), block_targets).item()) * static_cast<double>(count);
  }
  return total / static_cast<double>(targets.size());
}

}  // namespace p2g
