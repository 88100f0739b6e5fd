// What holds for every operation of the room alike; each op's own properties are tested beside it.
#include "check_ops.h"
#include "op_cases.h"

namespace p2g {
namespace {

const char* const kGolden = P2G_PHASE_DIR "/tests/golden/ops.txt";

TEST(EveryOp, AgreesWithPyTorch) { check_golden("sequence", sequence_cases(), kGolden); }
TEST(EveryOp, AddsToGradientsThatAreThere) { check_accumulation(sequence_cases()); }
TEST(EveryOp, SendsNothingToConstants) { check_constants(sequence_cases()); }

// What is composed of operations, beside PyTorch: values and every gradient.
void check_composition(const std::string& name, const GradientCase& check) {
  const Golden golden(kGolden);
  GradientCase filled = check;
  for (size_t i = 0; golden.has(fmt::format("{}.in{}", name, i)); ++i)
    filled.inputs.push_back(golden.array(fmt::format("{}.in{}", name, i)));
  const OpOutcome outcome = run_case(filled, golden.array(name + ".dy"));
  EXPECT_TRUE(near_golden(outcome.value, golden.array(name + ".y"), 1e-5)) << name;
  for (size_t i = 0; i < filled.inputs.size(); ++i)
    EXPECT_TRUE(near_golden(outcome.gradients[i], golden.array(fmt::format("{}.d{}", name, i)), 1e-5))
        << name << ", input " << i;
}

TEST(Elman, AgreesWithPyTorch) {
  check_composition("rnn", {"rnn", {}, [](const std::vector<Tensor>& in) {
                              Rnn rnn;
                              rnn.layers.resize(1);
                              rnn.layers[0].w_x = in[1], rnn.layers[0].w_h = in[2];
                              rnn.layers[0].bias = in[3];
                              std::vector<Tensor> state{in[4]};
                              return rnn(in[0], state);
                            }});
}

TEST(Gru, AgreesWithPyTorch) {
  check_composition("gru", {"gru", {}, [](const std::vector<Tensor>& in) {
                              Gru gru;
                              gru.layers.resize(1);
                              gru.layers[0].w_x = in[2], gru.layers[0].w_h = in[3];
                              gru.layers[0].w_n = in[4], gru.layers[0].bias = in[5];
                              std::vector<Tensor> state{in[1]};
                              return gru(in[0], state);
                            }});
}

}  // namespace
}  // namespace p2g
