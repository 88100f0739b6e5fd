#include <gtest/gtest.h>

#include "alignment_cases.h"
#include "attention/attention_seq2seq.h"
#include "nn/cross_entropy.h"

namespace p2g {
namespace {

TEST(ScoreGradients, AreCentralDifferences) {
  for (const GradientCase& check : score_cases()) EXPECT_LE(gradient_error(check), 1e-6) << check.op;
}

// A whole translator: the derivative of its loss by some numbers of every parameter.
TEST(TranslatorGradients, AreCentralDifferences) {
  const std::vector<IdPair> pairs{{{5, 6, 7, 9}, {8, 9}}, {{4, 5}, {5, 6, 7}}};
  const PairBatch batch = batch_of(pairs, false);
  for (const TranslatorForm& form : {bahdanau_form(), luong_form(Score::concat, Extent::global, true),
                                     luong_form(Score::general, Extent::local_predictive, true)}) {
    Random random(7);
    const AttentionSeq2Seq model({12, 10, 3, 4, 1}, form, random);
    const auto loss = [&] { return cross_entropy(model(batch), batch.targets); };
    backward(loss());
    for (const NamedTensor& named : model.parameters()) {
      Tensor parameter = named.tensor;
      const Array gradient = parameter.grad().clone();
      for (int64_t i = 0; i < gradient.size(); i += 1 + gradient.size() / 5) {
        const Real kept = parameter.value()[i], step = static_cast<Real>(1e-5);
        const NoGrad no_grad;
        parameter.mutable_value()[i] = kept + step;
        const Real up = loss().item();
        parameter.mutable_value()[i] = kept - step;
        const Real down = loss().item();
        parameter.mutable_value()[i] = kept;
        EXPECT_NEAR((up - down) / (2 * step), gradient[i], 1e-7) << named.name << " " << i;
      }
    }
  }
}

}  // namespace
}  // namespace p2g
