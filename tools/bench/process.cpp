#include "process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "math/error.h"

namespace p2g {
namespace {

[[noreturn]] void become(const std::vector<std::string>& argv, const std::vector<std::string>& environment) {
  for (const std::string& entry : environment) putenv(const_cast<char*>(entry.c_str()));
  std::vector<char*> arguments;
  for (const std::string& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

Process::Process(const std::vector<std::string>& argv, const std::vector<std::string>& environment) {
  std::signal(SIGPIPE, SIG_IGN);
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) fail("bench", "no pipe to {}", argv[0]);
  pid_ = fork();
  if (pid_ < 0) fail("bench", "cannot start {}", argv[0]);
  if (pid_ == 0) {
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    become(argv, environment);
  }
  close(in[0]);
  close(out[1]);
  to_ = fdopen(in[1], "w");
  from_ = fdopen(out[0], "r");
}

Process::~Process() {
  if (pid_ > 0) finish();
}

bool Process::send(const std::string& line) {
  return std::fprintf(to_, "%s\n", line.c_str()) > 0 && std::fflush(to_) == 0;
}

std::optional<std::string> Process::receive() {
  std::string line;
  for (int c = std::fgetc(from_); c != '\n'; c = std::fgetc(from_)) {
    if (c == EOF) return std::nullopt;
    line.push_back(static_cast<char>(c));
  }
  return line;
}

// From the kernel's own page of the child: what getrusage tells begins with the memory of the parent.
double Process::memory(const char* field) {
  std::ifstream status(fmt::format("/proc/{}/status", pid_));
  const std::string name = std::string(field) + ":";
  for (std::string word; status >> word;)
    if (double kib = 0; word == name && status >> kib) return kib / (1024.0 * 1024.0);
  return 0;
}

void Process::finish() {
  std::fclose(to_);
  int status = 0;
  waitpid(pid_, &status, 0);
  std::fclose(from_);
  pid_ = -1;
}

}  // namespace p2g
