// The subcommands of the program `train`.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace p2g {

using Action = std::function<int()>;  // what the chosen subcommand runs; its result is the exit code

void add_prepare(CLI::App& app, Action& action);
void add_run(CLI::App& app, Action& action);
void add_resume(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);

}  // namespace p2g
