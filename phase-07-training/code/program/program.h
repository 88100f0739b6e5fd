// The subcommands of the program `train`.
#pragma once

#include "program/command_line.h"

namespace p2g {

void add_prepare(CLI::App& app, Action& action);
void add_run(CLI::App& app, Action& action);
void add_resume(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);

}  // namespace p2g
