// The subcommands of the program `gpt2`: each adds its options to the command line, and says what to run.
#pragma once

#include "program/command_line.h"
#include "tokenizer/tokenizer.h"
#include "transformer/gpt.h"

namespace p2g {

// Throws if the tokenizer makes ids that the model has not.
void check_vocabulary(const Gpt& model, const Tokenizer& tokenizer);

// In the file of its name, each as
//   void add_x(CLI::App& app, Action& action) {
//     auto* sub = app.add_subcommand("x", "what it does");
//     auto options = std::make_shared<XOptions>();
//     sub->add_option("-m,--model", options->model, "folder of the model")->required();
//     sub->callback([options, &action] { action = [options] { return run_x(*options); }; });
//   }
void add_generate(CLI::App& app, Action& action);
void add_inspect(CLI::App& app, Action& action);
void add_logits(CLI::App& app, Action& action);
void add_predict(CLI::App& app, Action& action);
void add_tokenize(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);

}  // namespace p2g
