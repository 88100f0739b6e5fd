#include <csignal>

#include "program/program.h"

int main(int argc, char** argv) {
  using namespace p2g;
  std::signal(SIGXFSZ, SIG_IGN);  // a file at its size limit is an error to report, not the end
  return run_command_line("train",
                          "Trains GPT-2s: text to tokens, tokens to a model, and on from where it stopped",
                          {add_prepare, add_run, add_resume, add_export}, argc, argv);
}
