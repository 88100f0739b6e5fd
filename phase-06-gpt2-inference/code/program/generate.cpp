// gpt2 generate: a prompt, continued as fast as it comes.
#include <fmt/core.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>

#include "gpt2/generation.h"
#include "gpt2/model_folder.h"
#include "math/error.h"
#include "math/threads.h"
#include "program/program.h"
#include "tokenizer/files.h"
#include "tokenizer/tokenizer.h"
#include "tokenizer/unicode.h"

namespace p2g {
namespace {

struct GenerateOptions {
  std::string model, prompt, file;
  int64_t count = 128;
  SamplerSettings sampler;
  uint64_t seed = 1;
  int threads = 0;
  bool quiet = false, go_on = false;
};

double since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// An empty prompt is the start of a new text, where the vocabulary has a token for it.
std::vector<int32_t> prompt_ids(const GenerateOptions& options, const Tokenizer& tokenizer) {
  const std::string text = options.file.empty() ? options.prompt : read_text("generate", options.file);
  if (!text.empty()) return tokenizer.encode(text, Special::allowed);
  if (!tokenizer.end_of_text())
    fail("generate",
         "the prompt is empty, and this tokenizer has no token for the start of a text: give --prompt");
  return {*tokenizer.end_of_text()};
}

void print_timings(const GenerationReport& report, double load_seconds) {
  const auto speed = [](int64_t tokens, double seconds) {
    return seconds > 0 ? static_cast<double>(tokens) / seconds : 0;
  };
  const int64_t decoded = std::max<int64_t>(0, report.new_tokens - 1);  // the first comes with the prompt
  fmt::print(stderr, "load {:.2f} s; prompt {} tokens, {:.1f} tokens/s; {} new tokens, {:.1f} tokens/s\n",
             load_seconds, report.prompt_tokens, speed(report.prompt_tokens, report.prompt_seconds),
             report.new_tokens, speed(decoded, report.seconds));
  if (report.windows > 0)
    fmt::print(stderr, "the context was full {} time{}: each time the later half of it was read again\n",
               report.windows, report.windows == 1 ? "" : "s");
}

int run_generate(const GenerateOptions& options) {
  if (options.threads > 0) set_thread_count(options.threads);
  check_settings(options.sampler);
  const auto start = std::chrono::steady_clock::now();
  const auto tokenizer = load_tokenizer(options.model);
  const Gpt model = load_model(options.model, Residence::kCopied);
  const double load_seconds = since(start);
  const std::vector<int32_t> ids = prompt_ids(options, *tokenizer);
  check_vocabulary(model, *tokenizer);
  check_fits("generate", model, ids.size());
  Decoder decoder(model);
  GenerationSettings settings;
  settings.count = options.count;
  settings.sampler = options.sampler;
  if (!options.go_on) settings.stop_id = tokenizer->end_of_text().value_or(-1);
  Random random(options.seed);
  Utf8Stream stream;
  const auto show = [](const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (std::fflush(stdout) != 0) fail("output", "cannot write: {}", std::strerror(errno));
  };
  show(options.file.empty() ? options.prompt : read_text("generate", options.file));
  const GenerationReport report = generate(decoder, ids, settings, random, [&](int32_t id) {
    if (id < tokenizer->vocabulary()) show(stream.push(tokenizer->piece(id)));
  });
  show(stream.finish() + "\n");
  if (!options.quiet) print_timings(report, load_seconds);
  return 0;
}

}  // namespace

void add_generate(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("generate", "Continues a prompt, token by token");
  auto options = std::make_shared<GenerateOptions>();
  sub->add_option("-m,--model", options->model, "Folder of the model, with its tokenizer's files")
      ->required();
  auto* prompt = sub->add_option("-p,--prompt", options->prompt, "What to continue; empty: a new text");
  sub->add_option("-f,--file", options->file, "Read the prompt from a file")->excludes(prompt);
  sub->add_option("-n,--n-predict", options->count, "New tokens at most")
      ->check(at_least(0))
      ->capture_default_str();
  sub->add_option("--temp", options->sampler.temperature, "Temperature; 0: always the most likely token")
      ->capture_default_str();
  sub->add_option("--top-k", options->sampler.top_k, "Choose among the k most likely; 0: all")
      ->capture_default_str();
  sub->add_option("--top-p", options->sampler.top_p,
                  "Choose among the most likely that together have this probability")
      ->capture_default_str();
  sub->add_option("-s,--seed", options->seed, "The same seed gives the same text")
      ->check(at_least(0))
      ->capture_default_str();
  sub->add_option("-t,--threads", options->threads, "Threads; 0: all cores")->check(at_least(0));
  sub->add_flag("--ignore-eot", options->go_on, "Go on after <|endoftext|>");
  sub->add_flag("-q,--quiet", options->quiet, "No timings on stderr");
  sub->callback([options, &action] { action = [options] { return run_generate(*options); }; });
}

}  // namespace p2g
