// Layers are plain structs of tensors; what they have in common is that they list their parameters by name.
#pragma once

#include <string>
#include <vector>

#include "math/random.h"
#include "nn/tensor.h"

namespace p2g {

struct NamedTensor {
  std::string name;  // as in GPT-2's checkpoint: "h.0.attn.c_attn.weight"
  Tensor tensor;
};
using Parameters = std::vector<NamedTensor>;

int64_t parameter_count(const Parameters& parameters);
void zero_grad(const Parameters& parameters);
const Tensor& find_parameter(const Parameters& parameters, const std::string& name);  // throws if absent

// The first weights of a layer: a parameter from N(0, deviation²).
Tensor initial_weight(const Shape& shape, double deviation, Random& random);

// While one lives, this thread's layers leave their first weights as the memory was: for loaders, which put
// others in their place.
class NoInitialWeights {
 public:
  NoInitialWeights();
  ~NoInitialWeights();
  NoInitialWeights(const NoInitialWeights&) = delete;
  NoInitialWeights& operator=(const NoInitialWeights&) = delete;

 private:
  bool before_;
};

// y = x·weight + bias
struct Linear {
  Tensor weight;  // (in,out)
  Tensor bias;    // (out), or empty

  Linear() = default;
  // Weights from N(0, deviation²), bias zero.
  Linear(int64_t in, int64_t out, bool with_bias, double deviation, Random& random);
  Tensor operator()(const Tensor& x) const;  // (…,in) -> (…,out)
  void list(Parameters& parameters, const std::string& prefix) const;
};

// GPT-2's initial deviations (Radford et al. 2019): 0.02, and the projections that end in the residual stream
// are smaller by 1/√(number of them), which is two a layer.
inline constexpr double kGpt2Deviation = 0.02;
double gpt2_residual_deviation(int64_t layers);

}  // namespace p2g
