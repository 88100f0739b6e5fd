// What a model's file should hold, and what it holds.
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_set>

#include "gpt2/model_folder.h"
#include "gpt2/strict_json.h"

namespace p2g {
namespace {

constexpr std::string_view kPrefix = "transformer.";

// "h.3.attn.bias" and "h.3.attn.masked_bias" are the causal mask, which is computed here.
bool is_mask(std::string_view name) {
  return name.starts_with("h.") && (name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias"));
}

bool same_shape(const TensorEntry& entry, const Shape& shape) {
  if (entry.shape.size() != static_cast<size_t>(shape.rank())) return false;
  for (int axis = 0; axis < shape.rank(); ++axis)
    if (entry.shape[static_cast<size_t>(axis)] != shape[axis]) return false;
  return true;
}

}  // namespace

std::vector<ExpectedTensor> expected_tensors(const GptConfig& config) {
  const int64_t C = config.channels;
  std::vector<ExpectedTensor> list{{"wte.weight", {config.vocabulary, C}},
                                   {"wpe.weight", {config.context, C}}};
  const auto add = [&](const std::string& name, const Shape& weight, const Shape& bias) {
    list.push_back({name + ".weight", weight});
    list.push_back({name + ".bias", bias});
  };
  for (int64_t layer = 0; layer < config.layers; ++layer) {
    const std::string h = fmt::format("h.{}.", layer);
    add(h + "ln_1", {C}, {C});
    add(h + "attn.c_attn", {C, 3 * C}, {3 * C});
    add(h + "attn.c_proj", {C, C}, {C});
    add(h + "ln_2", {C}, {C});
    add(h + "mlp.c_fc", {C, 4 * C}, {4 * C});
    add(h + "mlp.c_proj", {4 * C, C}, {C});
  }
  add("ln_f", {C}, {C});
  return list;
}

std::string TensorReport::summary(size_t names) const {
  const size_t expected = found.size() + missing.size() + wrong_shape.size() + unreadable.size();
  std::vector<std::string> parts;
  const auto add = [&](const std::string& what, const std::vector<std::string>& items) {
    if (items.empty()) return;
    const auto last = items.begin() + static_cast<int64_t>(std::min(names, items.size()));
    parts.push_back(fmt::format("{} {}: {}{}", items.size(), what, fmt::join(items.begin(), last, ", "),
                                last == items.end() ? "" : ", ..."));
  };
  add(fmt::format("of {} tensors missing", expected), missing);
  add("of wrong shape", wrong_shape);
  add("of a type that cannot be read", unreadable);
  add("unexpected", unexpected);
  return parts.empty() ? fmt::format("all {} tensors found", expected)
                       : fmt::format("{}", fmt::join(parts, "; "));
}

TensorReport compare_tensors(const GptConfig& config, const SafetensorsFile& file) {
  TensorReport report;
  if (std::any_of(file.entries().begin(), file.entries().end(),
                  [](const TensorEntry& entry) { return entry.name.starts_with(kPrefix); }))
    report.prefix = kPrefix;

  std::unordered_set<std::string> known;
  for (const auto& [name, shape] : expected_tensors(config)) {
    known.insert(report.prefix + name);
    const TensorEntry* entry = file.find(report.prefix + name);
    if (entry == nullptr)
      report.missing.push_back(name + " " + shape.to_string());
    else if (!same_shape(*entry, shape))
      report.wrong_shape.push_back(
          fmt::format("{} is {}, wanted {}", name, shape_text(*entry), shape.to_string()));
    else if (!is_readable(entry->dtype))
      report.unreadable.push_back(
          fmt::format("{} is {}, wanted F32, F16 or BF16", name, dtype_name(entry->dtype)));
    else
      report.found.push_back(name);
  }
  for (const TensorEntry& entry : file.entries()) {
    if (known.contains(entry.name)) continue;
    const bool ours = entry.name.starts_with(report.prefix);
    const bool skip =
        entry.name == "lm_head.weight" || (ours && is_mask(entry.name.substr(report.prefix.size())));
    (skip ? report.skipped : report.unexpected).push_back(printable(entry.name));
  }
  return report;
}

}  // namespace p2g
