// A BERT of two layers learns two lines of a sonnet with letters masked, and fills in others.
#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "math/plain_main.h"
#include "nn/optimizer.h"
#include "sequence/alphabet.h"
#include "transformer/bert.h"
#include "transformer/masking.h"

namespace p2g {
namespace {

constexpr std::string_view kSonnet =
    "shall i compare thee to a summer's day? thou art more lovely and more temperate: "
    "rough winds do shake the darling buds of may, and summer's lease hath all too short a date: ";
constexpr char kMask = '_';  // the smallest id, so that it is no letter
constexpr int64_t kBatch = 16, kLength = 32;

Ids pieces(const std::vector<int32_t>& text, Random& random) {
  Ids ids = Ids::filled({kBatch, kLength}, 0);
  for (int64_t b = 0; b < kBatch; ++b)
    std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(random.below(text.size() - kLength)), kLength,
                ids.data() + b * kLength);
  return ids;
}

// The digits of a trained net differ from processor to processor.
std::string about(double nats) { return nats < 0.5 ? "less than 0.5" : fmt::format("{:.1f}", nats); }

void learn(const Bert& bert, const std::vector<int32_t>& text, const MaskRule& rule, Random& random) {
  constexpr int kSteps = 2500, kLast = 100;
  double last = 0;
  Adam adam(bert.parameters(), 0.003);
  for (int step = 1; step <= kSteps; ++step) {
    const MaskedText masked = mask_words(pieces(text, random), rule, random);
    adam.learning_rate = 0.003 * std::min(1.0, step / 100.0) * (1.0 - 0.9 * step / kSteps);
    zero_grad(bert.parameters());
    const Tensor loss = bert.loss({masked.inputs}, masked.targets);
    if (step == 1)
      fmt::print("at first          {} nats a masked letter\n", about(static_cast<double>(loss.item())));
    if (step > kSteps - kLast) last += static_cast<double>(loss.item()) / kLast;
    backward(loss);
    adam.step();
  }
  fmt::print("after {} steps  {}\n", kSteps, about(last));
}

std::string filled_in(const Bert& bert, const Alphabet& alphabet, std::string text) {
  const NoGrad no_grad;
  const auto T = std::ssize(text);
  const Array logits = bert.logits({Ids({1, T}, alphabet.encode(text))}).value();
  const int64_t V = alphabet.size();
  for (int64_t t = 0; t < T; ++t) {
    if (text[static_cast<size_t>(t)] != kMask) continue;
    const Real* row = logits.data() + t * V;
    text[static_cast<size_t>(t)] =
        alphabet.symbol(static_cast<int32_t>(std::max_element(row + 1, row + V) - row));
  }
  return text;
}

void run() {
  std::string symbols(1, kMask);
  const Alphabet letters = Alphabet::of_text(kSonnet);
  for (int32_t id = 0; id < letters.size(); ++id) symbols += letters.symbol(id);
  const Alphabet alphabet(symbols);
  BertConfig config;
  config.vocabulary = alphabet.size(), config.context = kLength, config.channels = 64, config.layers = 2;
  config.heads = 4, config.mlp_width = 128, config.deviation = 0.1;
  Random random(2018);
  const Bert bert(config, random);
  learn(bert, alphabet.encode(kSonnet), {.mask = 0, .first_word = 1, .vocabulary = alphabet.size()}, random);
  for (const char* text : {"sh_ll i c_mp_re th_e to a summ_r", "rough w_nds d_ sh_ke the d_rling",
                           "_hall i compare thee to a summer", "m_y, and su_mer's le_se h_th all"})
    fmt::print("{}\n{}\n", text, filled_in(bert, alphabet, text));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "masked_letters",
                         "a small BERT learns two lines of a sonnet and fills in masked letters; seconds",
                         p2g::run);
}
