#include <gtest/gtest.h>

#include "math/finite_difference.h"
#include "math/reduce.h"
#include "nn/cross_entropy.h"
#include "sequence/neural_ngram.h"

namespace p2g {
namespace {

TEST(NeuralNgram, GradientsAreTheDifferences) {
  Random random(1);
  const NeuralNgram model({5, 2, 3, 4, /*direct=*/true}, random);
  const Ids contexts({3, 2}, {0, 1, 4, 4, 2, 0}), targets({1, 3, 4});
  Parameters parameters;
  model.list(parameters);
  backward(cross_entropy(model(contexts), targets));
  for (NamedTensor& p : parameters) {
    const auto loss = [&] {
      const NoGrad no_grad;
      return static_cast<double>(cross_entropy(model(contexts), targets).item());
    };
    const Array numeric = finite_difference(loss, p.tensor.mutable_value(), 1e-5);
    EXPECT_LT(max_abs_difference(p.tensor.grad(), numeric), 1e-8) << p.name;
  }
}

}  // namespace
}  // namespace p2g
