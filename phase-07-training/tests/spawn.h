// The program `train` as a process of its own: with limits, and killed.
#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <thread>
#include <vector>

#include "run_program.h"

namespace p2g {

struct Spawn {
  std::vector<std::string> arguments;
  rlim_t largest_file = RLIM_INFINITY;  // bytes
};

// Standard output and error go to FOLDER/out and FOLDER/err.
inline pid_t spawn_train(const ScratchFolder& folder, Spawn spawn) {
  const std::string program = program_path("train"), out = folder / "out", err = folder / "err";
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (std::string& argument : spawn.arguments) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child < 0) fail("test", "no process could be made");  // -1 would mean all of them to kill()
  if (child > 0) return child;
  const rlimit limit{spawn.largest_file, spawn.largest_file};
  const int to[] = {open(out.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0644),
                    open(err.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0644)};
  dup2(to[0], STDOUT_FILENO), dup2(to[1], STDERR_FILENO);
  setrlimit(RLIMIT_FSIZE, &limit);
  execv(program.c_str(), arguments.data());
  _exit(126);
}

// The exit code, or minus the signal that ended it.
inline int wait_for(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

inline Outcome run_train(const ScratchFolder& folder, Spawn spawn) {
  const int code = wait_for(spawn_train(folder, std::move(spawn)));
  return {code, contents(folder / "out"), contents(folder / "err")};
}

}  // namespace p2g
