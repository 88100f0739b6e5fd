// gpt2 predict: what the model thinks comes next.
#include <fmt/core.h>

#include <memory>

#include "gpt2/decoder.h"
#include "gpt2/model_folder.h"
#include "gpt2/sampler.h"
#include "gpt2/strict_json.h"
#include "math/error.h"
#include "math/threads.h"
#include "program/program.h"
#include "tokenizer/tokenizer.h"

namespace p2g {
namespace {

struct PredictOptions {
  std::string model, prompt;
  int64_t count = 10;
  int threads = 0;
};

// A bar of eighths: 40 characters are certainty.
std::string bar(double probability) {
  static constexpr const char* kParts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<size_t>(probability * 40 * 8 + 0.5);
  std::string text;
  for (size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text + kParts[eighths % 8];
}

std::string quoted(std::string_view piece) {
  std::string text;
  for (const char c : piece) text += c == '\n' ? "\\n" : c == '\t' ? "\\t" : std::string(1, c);
  const bool shows = printable(text).size() == text.size();
  return "'" + (shows ? text : printable(text)) + "'";
}

int run_predict(const PredictOptions& options) {
  if (options.threads > 0) set_thread_count(options.threads);
  const auto tokenizer = load_tokenizer(options.model);
  const Gpt model = load_model(options.model);
  std::vector<int32_t> ids = tokenizer->encode(options.prompt, Special::allowed);
  if (ids.empty() && tokenizer->end_of_text()) ids = {*tokenizer->end_of_text()};
  if (ids.empty()) fail("predict", "the prompt is empty: give --prompt");
  check_vocabulary(model, *tokenizer);
  check_fits("predict", model, ids.size());
  Decoder decoder(model);
  const Array logits = decoder.feed(ids);
  for (const auto& [id, probability] :
       most_likely({logits.data(), static_cast<size_t>(logits.size())}, options.count)) {
    const std::string piece = id < tokenizer->vocabulary() ? quoted(tokenizer->piece(id)) : "(no token)";
    fmt::print("{:6}  {:<16} {:6.2f} %  {}\n", id, piece, 100 * probability, bar(probability));
  }
  return 0;
}

}  // namespace

void check_vocabulary(const Gpt& model, const Tokenizer& tokenizer) {
  if (tokenizer.vocabulary() > model.config.vocabulary)
    fail("model", "the tokenizer has {} ids, but the model {}: they do not belong together",
         tokenizer.vocabulary(), model.config.vocabulary);
}

void add_predict(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("predict", "The most likely next tokens, with their probabilities");
  auto options = std::make_shared<PredictOptions>();
  sub->add_option("-m,--model", options->model, "Folder of the model, with its tokenizer's files")
      ->required();
  sub->add_option("-p,--prompt", options->prompt, "The text before; empty: the start of a text");
  sub->add_option("-k,--top", options->count, "How many")->check(at_least(1))->capture_default_str();
  sub->add_option("-t,--threads", options->threads, "Threads; 0: all cores")->check(at_least(0));
  sub->callback([options, &action] { action = [options] { return run_predict(*options); }; });
}

}  // namespace p2g
