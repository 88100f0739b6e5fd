#include "tokenizer/negative_sampling.h"

namespace p2g {
namespace {

// The mean of an example's input vectors.
std::vector<Real> mean_input(const WordTables& tables, const WordTasks& batch, int64_t example) {
  const int64_t first = batch.input_begin(example), last = batch.input_ends[static_cast<size_t>(example)];
  std::vector<Real> h(static_cast<size_t>(tables.stride()), Real(0));
  for (int64_t i = first; i < last; ++i) {
    const Real* row = tables.input.data() + batch.inputs[static_cast<size_t>(i)] * tables.stride();
    for (size_t d = 0; d < h.size(); ++d) h[d] += row[d] / static_cast<Real>(last - first);
  }
  return h;
}

// The loss; its gradients are added to those of the tables.
double loss_and_gradients(const WordTables& tables, const WordTasks& batch, Array& d_input, Array& d_output) {
  const int64_t stride = tables.stride();
  double total = 0;
  for (int64_t example = 0; example < batch.size(); ++example) {
    const std::vector<Real> h = mean_input(tables, batch, example);
    std::vector<Real> dh(h.size(), Real(0));
    for (int64_t t = batch.target_begin(example); t < batch.target_ends[static_cast<size_t>(example)]; ++t) {
      const int64_t row = batch.targets[static_cast<size_t>(t)] * stride;
      total += pair_gradient(h.data(), tables.output.data() + row, batch.is_true(t), dh.data(),
                             d_output.data() + row, stride);
    }
    const int64_t first = batch.input_begin(example), last = batch.input_ends[static_cast<size_t>(example)];
    for (int64_t i = first; i < last; ++i)
      for (int64_t d = 0; d < stride; ++d)
        d_input[batch.inputs[static_cast<size_t>(i)] * stride + d] +=
            dh[static_cast<size_t>(d)] / static_cast<Real>(last - first);
  }
  return total;
}

}  // namespace

double loss(const WordTables& tables, const WordTasks& batch) {
  Array d_input = Array::zeros(tables.input.shape()), d_output = Array::zeros(tables.output.shape());
  return loss_and_gradients(tables, batch, d_input, d_output);
}

void step_by_formula(WordTables& tables, const WordTasks& batch, double rate) {
  Array d_input = Array::zeros(tables.input.shape()), d_output = Array::zeros(tables.output.shape());
  loss_and_gradients(tables, batch, d_input, d_output);
  for (int64_t i = 0; i < d_input.size(); ++i) {
    tables.input[i] -= static_cast<Real>(rate) * d_input[i];
    tables.output[i] -= static_cast<Real>(rate) * d_output[i];
  }
}

}  // namespace p2g
