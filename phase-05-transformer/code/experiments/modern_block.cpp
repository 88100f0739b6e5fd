// E05.6: from GPT-2's block to LLaMA's, one change after another, at equal parameters (Touvron et al. 2023)
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "experiment/experiment.h"
#include "nn/optimizer.h"
#include "sequence/alphabet.h"
#include "sequence/clip.h"
#include "transformer/modern.h"

namespace p2g {
namespace {

constexpr int kSeeds = 3, kSteps = 800, kWarmup = 50, kEvery = 100;
constexpr int64_t kBatch = 12, kContext = 64;
constexpr double kRate = 2e-3;

struct Variant {
  std::string key, what;
  ModernConfig config;
};

// Each has the changes of those before it. Sizes are chosen so that all have GPT-2's number of parameters.
std::vector<Variant> variants(int64_t vocabulary) {
  ModernConfig c;
  c.vocabulary = vocabulary, c.context = kContext, c.channels = 96, c.layers = 3, c.heads = c.kv_heads = 4;
  c.mlp_width = 4 * c.channels, c.tied_head = true, c.biases = true, c.norm_epsilon = 1e-5;
  c.norm = NormKind::layer, c.mlp = MlpKind::gelu, c.positions = PositionKind::learned;
  std::vector<Variant> all{{"gpt2", "GPT-2's block", c}};
  c.norm = NormKind::rms;
  all.push_back({"rms", "+ RMSNorm for LayerNorm", c});
  c.mlp = MlpKind::swiglu, c.mlp_width = swiglu_width(c.channels), c.biases = false;
  all.push_back({"swiglu", "+ SwiGLU for GELU, no biases", c});
  c.positions = PositionKind::rope;
  all.push_back({"rope", "+ RoPE for learned positions", c});
  c.kv_heads = 2, c.mlp_width += c.channels / 3;  // what two heads of keys and values saved
  all.push_back({"gqa", "+ two heads of keys and values, not four", c});
  return all;
}

struct Windows {
  Ids inputs, targets;
};

Windows windows_at(std::span<const int32_t> text, const std::vector<int64_t>& starts) {
  const auto B = std::ssize(starts);
  Windows w{Ids::filled({B, kContext}, 0), Ids::filled({B, kContext}, 0)};
  for (int64_t b = 0; b < B; ++b) {
    const auto from = text.begin() + starts[static_cast<size_t>(b)];
    std::copy_n(from, kContext, w.inputs.data() + b * kContext);
    std::copy_n(from + 1, kContext, w.targets.data() + b * kContext);
  }
  return w;
}

// Mean loss over `count` windows spread evenly over the held-out text: the same for every model.
double held_out_loss(const Modern& model, std::span<const int32_t> text, int64_t count) {
  const NoGrad no_grad;
  constexpr int64_t kAtOnce = 64;
  const int64_t apart = (std::ssize(text) - kContext - 1) / count;
  double total = 0;
  for (int64_t first = 0; first < count; first += kAtOnce) {
    std::vector<int64_t> starts;
    for (int64_t i = first; i < std::min(count, first + kAtOnce); ++i) starts.push_back(i * apart);
    const Windows w = windows_at(text, starts);
    total += static_cast<double>(model.loss(w.inputs, w.targets).item()) * static_cast<double>(starts.size());
  }
  return total / static_cast<double>(count);
}

double rate_at(int step) {
  if (step <= kWarmup) return kRate * step / kWarmup;
  const double done = static_cast<double>(step - kWarmup) / (kSteps - kWarmup);
  return kRate * (0.1 + 0.9 * 0.5 * (1 + std::cos(std::numbers::pi * done)));
}

struct Learned {
  std::vector<double> curve;  // held out, every kEvery steps
  double end = 0;
};

// The seed decides the first weights and the batches: all variants read the same characters.
Learned learn(const ModernConfig& config, const Corpus& corpus, uint64_t seed) {
  Random weights(seed), draw(1000 + seed);
  const Modern model(config, weights);
  const Parameters parameters = model.parameters();
  Adam adam(parameters, kRate, 0.9, 0.99);
  Learned learned;
  for (int step = 1; step <= kSteps; ++step) {
    std::vector<int64_t> starts;
    for (int64_t b = 0; b < kBatch; ++b)
      starts.push_back(static_cast<int64_t>(draw.below(corpus.train.size() - kContext - 1)));
    const Windows w = windows_at(corpus.train, starts);
    adam.learning_rate = rate_at(step);
    zero_grad(parameters);
    backward(model.loss(w.inputs, w.targets));
    clip_gradients(parameters, 1);
    adam.step();
    if (step % kEvery == 0) learned.curve.push_back(held_out_loss(model, corpus.held_out, 128));
  }
  learned.end = held_out_loss(model, corpus.held_out, 768);
  return learned;
}

double mean_end(const std::vector<Learned>& all) {
  double total = 0;
  for (const Learned& l : all) total += l.end;
  return total / static_cast<double>(all.size());
}

// How many seeds of `all` end below the same seed of `before`.
int64_t below(const std::vector<Learned>& all, const std::vector<Learned>& before) {
  int64_t count = 0;
  for (size_t i = 0; i < all.size(); ++i) count += all[i].end < before[i].end;
  return count;
}

std::string ends_text(const std::vector<Learned>& all) {
  std::string text;
  for (const Learned& l : all) text += fmt::format("{}{:.3f}", text.empty() ? "" : ", ", l.end);
  return text;
}

void claim_all(Report& report, const std::vector<Variant>& names,
               const std::vector<std::vector<Learned>>& found) {
  for (size_t v = 0; v < names.size(); ++v) {
    report.claim({.key = names[v].key,
                  .what = names[v].what + ": held-out nats a character, mean",
                  .paper = "",
                  .published = "",
                  .ours = fmt::format("{:.3f}", mean_end(found[v])),
                  .seeds = v == 0 ? ""
                                  : fmt::format("{} of {} below the row above", below(found[v], found[v - 1]),
                                                kSeeds)});
    report.fact(names[v].key + "_seeds", ends_text(found[v]));
    report.fact(names[v].key + "_parameters", std::to_string(parameter_count(names[v].config)));
  }
  const int64_t better = below(found.back(), found.front());
  report.claim({.key = "modern",
                .what = "the modern block against GPT-2's: nats a character less",
                .paper = "",
                .published = "",
                .ours = fmt::format("{:.3f}", mean_end(found.front()) - mean_end(found.back())),
                .limit = "less, on each seed",
                .holds = better == kSeeds,
                .seeds = fmt::format("{} of {}", better, kSeeds)});
}

void run(Report& report) {
  const Corpus corpus = read_corpus(need_data("tinyshakespeare/input.txt", "tinyshakespeare"));
  const std::vector<Variant> names = variants(corpus.alphabet.size());
  std::vector<std::vector<Learned>> found(names.size());
  int64_t done = 0;
  for (int seed = 1; seed <= kSeeds; ++seed)
    for (size_t v = 0; v < names.size(); ++v) {
      found[v].push_back(learn(names[v].config, corpus, static_cast<uint64_t>(seed)));
      report.progress(++done, kSeeds * std::ssize(names), "training");
    }
  claim_all(report, names, found);
  Row columns{"step"};
  for (const Variant& v : names) columns.push_back(v.key);
  std::vector<Row> rows;
  for (size_t i = 0; i < found[0][0].curve.size(); ++i) {
    Row row{std::to_string((static_cast<int>(i) + 1) * kEvery)};
    for (const auto& seeds : found) {
      double total = 0;
      for (const Learned& l : seeds) total += l.curve[i];
      row.push_back(fmt::format("{:.4f}", total / kSeeds));
    }
    rows.push_back(row);
  }
  report.table("modern-block", columns, rows);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv,
      {"transformer_modern_block", "E05.6", "what does each part of the modern block change?", "3 min"},
      p2g::run);
}
