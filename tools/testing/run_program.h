// The programs as a user meets them: exit code, output, and one line of error.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "test_files.h"
#include "throws.h"

namespace p2g {

// Programs are built into the folder of the tests.
inline std::string program_path(const std::string& program) {
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / program).string();
}

struct Outcome {
  int code;
  std::string out, err;
};

// Runs a program that was built beside the tests.
inline Outcome run_program(const ScratchFolder& folder, const std::string& program,
                           const std::string& arguments) {
  const std::string command =
      program_path(program) + " " + arguments + " > " + (folder / "out") + " 2> " + (folder / "err");
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(folder / "out"), contents(folder / "err")};
}

// One line on standard error, beginning with the program's name, and exit code 1.
inline testing::AssertionResult fails_with(const Outcome& run, std::initializer_list<const char*> parts,
                                           const std::string& program = "gpt2") {
  if (run.code != 1)
    return testing::AssertionFailure() << "exit code " << run.code << ", stderr: " << run.err;
  if (!run.err.starts_with(program + ": ") || std::count(run.err.begin(), run.err.end(), '\n') != 1)
    return testing::AssertionFailure() << "not one line: " << run.err;
  return says(run.err, parts);
}

}  // namespace p2g
