// gpt2 logits: the raw numbers, for comparing with other implementations.
#include <fmt/core.h>

#include <charconv>
#include <memory>

#include "gpt2/decoder.h"
#include "gpt2/model_folder.h"
#include "gpt2/safetensors_writer.h"
#include "gpt2/strict_json.h"
#include "math/error.h"
#include "math/threads.h"
#include "program/program.h"

namespace p2g {
namespace {

struct LogitsOptions {
  std::string model, out;
  std::string ids;
  int threads = 0;
};

// "1,2,3", and nothing else.
std::vector<int32_t> parse_ids(const std::string& text) {
  std::vector<int32_t> ids;
  const char *at = text.data(), *end = at + text.size();
  for (;;) {
    int32_t id = 0;
    const auto [next, error] = std::from_chars(at, end, id);
    if (error != std::errc() || (next != end && *next != ','))
      fail("logits", "--ids is '{}', wanted numbers separated by commas, such as 1,2,3", printable(text));
    ids.push_back(id);
    if (next == end) return ids;
    at = next + 1;
  }
}

int run_logits(const LogitsOptions& options) {
  if (options.threads > 0) set_thread_count(options.threads);
  const std::vector<int32_t> ids = parse_ids(options.ids);
  const Gpt model = load_model(options.model);
  check_fits("logits", model, ids.size());
  Decoder decoder(model);
  const Array logits = decoder.feed_all(ids);
  write_safetensors(options.out, {{"logits", logits}});
  fmt::print("{}: logits {}\n", options.out, logits.shape().to_string());
  return 0;
}

}  // namespace

void add_logits(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("logits", "Writes the logits at every position as a safetensors file");
  auto options = std::make_shared<LogitsOptions>();
  sub->add_option("-m,--model", options->model, "Folder of the model")->required();
  sub->add_option("--ids", options->ids, "Token ids, separated by commas")->required();
  sub->add_option("--out", options->out, "The file to write: tensor logits, F32, (T,V)")->required();
  sub->add_option("-t,--threads", options->threads, "Threads; 0: all cores")->check(at_least(0));
  sub->callback([options, &action] { action = [options] { return run_logits(*options); }; });
}

}  // namespace p2g
