// train export: the latest checkpoint of a run as a model folder to give away.
#include <fmt/core.h>

#include "gpt2/model_folder.h"
#include "math/error.h"
#include "program/program.h"
#include "tokenizer/tokenizer.h"
#include "training/checkpoint.h"

namespace p2g {
namespace {

struct ExportOptions {
  std::string run, out, dtype = "F32";
};

int export_model(const ExportOptions& options) {
  const auto checkpoint = latest_checkpoint(options.run);
  if (!checkpoint) fail("export", "{} has no checkpoint. Is it a run folder of `train run`?", options.run);
  const Gpt model = load_model(checkpoint->string());
  const auto tokenizer = load_tokenizer(*checkpoint);
  save_model(options.out, model, *parse_dtype(options.dtype), tokenizer->end_of_text());
  tokenizer->save(options.out);
  fmt::print("{}: {} parameters as {}, from {}\n", options.out, parameter_count(model.config), options.dtype,
             checkpoint->string());
  return 0;
}

}  // namespace

void add_export(CLI::App& app, Action& action) {
  auto* sub =
      app.add_subcommand("export", "Writes the latest checkpoint as a model folder in Hugging Face's layout");
  auto options = std::make_shared<ExportOptions>();
  sub->add_option("run", options->run, "The run folder")->required();
  sub->add_option("--out", options->out, "The model folder to make")->required();
  sub->add_option("--dtype", options->dtype, "F32, F16 or BF16")
      ->check(CLI::IsMember({"F32", "F16", "BF16"}))
      ->capture_default_str();
  sub->callback([options, &action] { action = [options] { return export_model(*options); }; });
}

}  // namespace p2g
