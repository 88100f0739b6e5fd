// The subcommands of the program `gpt2`: each adds its options to the command line, and says what to run.
#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <functional>
#include <string>

#include "tokenizer/tokenizer.h"
#include "transformer/gpt.h"

namespace p2g {

// What the chosen subcommand runs; its result is the exit code. Errors are thrown as p2g::Error.
using Action = std::function<int()>;

// In the file of its name, each as
//   void add_x(CLI::App& app, Action& action) {
//     auto* sub = app.add_subcommand("x", "what it does");
//     auto options = std::make_shared<XOptions>();
//     sub->add_option("-m,--model", options->model, "folder of the model")->required();
//     sub->callback([options, &action] { action = [options] { return run_x(*options); }; });
//   }
// Numbers that a flag takes; CLI11's own ranges print their last digit.
inline CLI::Validator at_least(int64_t least) {
  return {[least](std::string& text) {
            int64_t value = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            const bool good = error == std::errc() && end == text.data() + text.size() && value >= least;
            return good ? std::string()
                        : "got '" + text + "', wanted a whole number, " + std::to_string(least) + " or more";
          },
          "NUMBER"};
}

// Throws if the tokenizer makes ids that the model has not.
void check_vocabulary(const Gpt& model, const Tokenizer& tokenizer);

void add_generate(CLI::App& app, Action& action);
void add_inspect(CLI::App& app, Action& action);
void add_logits(CLI::App& app, Action& action);
void add_predict(CLI::App& app, Action& action);
void add_tokenize(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);

}  // namespace p2g
