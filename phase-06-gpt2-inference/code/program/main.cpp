#include "program/program.h"

int main(int argc, char** argv) {
  using namespace p2g;
  return run_command_line("gpt2", "GPT-2 on this machine: run it, look inside it, prove it",
                          {add_generate, add_predict, add_tokenize, add_logits, add_inspect, add_verify},
                          argc, argv);
}
