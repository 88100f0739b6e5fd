// The numbers that the notes of this phase quote: name, tab, value.
#include <fmt/core.h>

#include <cmath>
#include <vector>

#include "math/plain_main.h"
#include "transformer/encoder_decoder.h"
#include "transformer/gelu.h"
#include "transformer/gpt.h"
#include "transformer/label_smoothing.h"
#include "transformer/layer_norm.h"
#include "transformer/masking.h"
#include "transformer/modern.h"
#include "transformer/noam.h"
#include "transformer/sinusoids.h"

namespace p2g {
namespace {

void say(const std::string& name, double value, int digits) {
  fmt::print("{}\t{:.{}f}\n", name, value, digits);
}

// 6738415616 -> 6,738,415,616
std::string with_commas(int64_t value) {
  const std::string digits = std::to_string(value);
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

// Chapter 1: a factor a layer, sixty-four times.
void depth_by_hand() {
  for (const double factor : {0.7, 0.9, 1.1, 1.4})
    fmt::print("factor_{:.0f}_64\t{:.2g}\n", factor * 10, std::pow(factor, 64));
}

// Chapter 2: the row 1 3 3 9, without ε, and what one number's gradient sends down.
void layer_norm_by_hand() {
  const Real x[] = {1, 3, 3, 9}, weight[] = {1, 1, 1, 1}, dy[] = {1, 0, 0, 0};
  const RowStatistics s = row_statistics(x, 4, 0);
  say("norm_mean", s.mean, 0), say("norm_deviation", 1 / static_cast<double>(s.rstd), 0);
  Real dx[4];
  layer_norm_row_gradient(x, s, weight, dy, dx, 4);
  for (int c = 0; c < 4; ++c) say(fmt::format("norm_dx{}", c + 1), dx[c], 4);
}

// Chapter 3: places of four channels, and how many rows GPT-2 has learned.
void places() {
  const Array table = sinusoids(4, 4);
  for (int64_t p = 0; p < 4; ++p)
    for (int64_t c = 0; c < 4; ++c) say(fmt::format("place_{}_{}", p, c), table[p * 4 + c], 3);
  const GptConfig gpt2;
  fmt::print("wpe_numbers\t{}\n", gpt2.context * gpt2.channels);
  say("wpe_share",
      100.0 * static_cast<double>(gpt2.context * gpt2.channels) / static_cast<double>(parameter_count(gpt2)),
      2);
  say("slowest_512", 2 * std::acos(-1.0) * std::pow(10000, 510.0 / 512), 0);
}

// ---- Chapters 4 and 5: the encoder–decoder of 2017, and its training ----

// The pre- and post-norm example: x = (1, 3), and a branch that gives (4, 0).
void one_sublayer() {
  const LayerNorm norm(2, 0);
  const Tensor x = Tensor::constant(Array::of({1, 2}, {1, 3}));
  for (const bool pre : {false, true}) {
    const Branch branch = [](const Tensor&) { return Tensor::constant(Array::of({1, 2}, {4, 0})); };
    const Array y = sublayer(x, norm, {.pre_norm = pre}, branch).value();
    fmt::print("sublayer_{}\t({:g}, {:g})\n", pre ? "pre" : "post", y[0], y[1]);
  }
}

void training_of_2017() {
  for (const int64_t step : {1, 400, 4000, 16000, 100000})
    fmt::print("noam_{}\t{:.3g}\n", step, noam_rate(step, 512, 4000));
  fmt::print("noam_base_peak\t{:.5e}\nnoam_big_peak\t{:.5e}\n", noam_rate(4000, 512, 4000),
             noam_rate(4000, 1024, 4000));
  for (const int64_t words : {65, 512, 37000, 50257})
    say(fmt::format("floor_{}", words), smoothing_floor(words, 0.1), 4);
  Array logits = Array::of({3}, {0, std::log(2), std::log(5)});  // p = 1/8, 2/8, 5/8
  say("smoothed_loss", smoothed_cross_entropy_row(logits.data(), 3, 1, 0.3, 1), 4);
  for (int64_t v = 0; v < 3; ++v)
    say(fmt::format("smoothed_gradient_{}", v), static_cast<double>(logits[v]), 3);
  say("plain_loss", std::log(4), 4);
  say("penalty_7", gnmt_penalty(7, 0.6), 3);
  say("penalty_13", gnmt_penalty(13, 0.6), 3);
}

// ---- Chapter 6: GPT ----

void gelu_by_hand() {
  for (const double x : {-2.0, -1.0, 0.0, 1.0, 2.0})
    say(fmt::format("gelu_{:.0f}", x), static_cast<double>(gelu_value(static_cast<Real>(x))), 4);
  const GptConfig gpt2;
  fmt::print("gpt2_parameters\t{}\n", with_commas(parameter_count(gpt2)));
  fmt::print("gpt2_table\t{}\n", with_commas(gpt2.vocabulary * gpt2.channels));
  fmt::print("gpt2_block\t{}\n", with_commas(12 * gpt2.channels * gpt2.channels + 13 * gpt2.channels));
}

// ---- Chapter 7: BERT ----

void masked_shares() {
  const Ids ids = Ids::filled({100000}, 5);
  Random random(1);
  const MaskedText text = mask_words(ids, {.mask = 0, .first_word = 1, .vocabulary = 1000}, random);
  int64_t targets = 0, masked = 0, kept = 0;
  for (int64_t i = 0; i < ids.size(); ++i) {
    if (text.targets[i] < 0) continue;
    ++targets;
    masked += text.inputs[i] == 0;
    kept += text.inputs[i] == 5;
  }
  fmt::print("mask_targets\t{}\nmask_masked\t{}\nmask_kept\t{}\nmask_changed\t{}\n", with_commas(targets),
             with_commas(masked), with_commas(kept), with_commas(targets - masked - kept));
}

// ---- Chapter 9: the modern block ----

void modern_by_hand() {
  const Array x = Array::of({2}, {3, 4}), one = Array::of({2}, {1, 1});
  const Real r = reciprocal_rms(x.data(), 2, 0);
  Array y = Array::uninitialized({2});
  rms_norm_row(x.data(), one.data(), r, y.data(), 2);
  say("rms_r", static_cast<double>(r), 4);
  say("rms_y0", static_cast<double>(y[0]), 4), say("rms_y1", static_cast<double>(y[1]), 4);
  const Array gate = Array::of({3}, {-1, 0, 1}), up = Array::of({3}, {10, 20, 30});
  Array z = Array::uninitialized({3});
  swiglu_row(gate.data(), up.data(), z.data(), 3);
  for (int64_t i = 0; i < 3; ++i) say(fmt::format("swiglu_{}", i), static_cast<double>(z[i]), 2);
}

void modern_sizes() {
  fmt::print("llama_7b\t{}\nmistral_7b\t{}\n", with_commas(parameter_count(llama_7b())),
             with_commas(parameter_count(mistral_7b())));
  fmt::print("swiglu_width_4096\t{}\n", swiglu_width(4096));
  fmt::print("swiglu_width_llama\t{}\n", swiglu_width(4096, 256));
  // two bytes a number
  fmt::print("cache_llama\t{} KiB\ncache_mistral\t{} KiB\n", 2 * cache_numbers(llama_7b()) / 1024,
             2 * cache_numbers(mistral_7b()) / 1024);
  fmt::print("cache_llama_2048\t{} MiB\n", 2 * 2048 * cache_numbers(llama_7b()) / (1024 * 1024));
}

void print_facts() {
  depth_by_hand();
  layer_norm_by_hand();
  places();
  one_sublayer();
  training_of_2017();
  gelu_by_hand();
  masked_shares();
  modern_by_hand();
  modern_sizes();
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "facts", "prints the numbers that the notes quote", p2g::print_facts);
}
