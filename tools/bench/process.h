// A child process that is talked to in lines: one word in, one line out.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace p2g {

class Process {
 public:
  // Starts argv[0], with `environment` ("NAME=value") added to ours.
  Process(const std::vector<std::string>& argv, const std::vector<std::string>& environment);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool send(const std::string& line);    // false if the child is gone
  std::optional<std::string> receive();  // the next line of its output; nothing if it ended
  double memory(const char* field);      // "VmRSS", now, or "VmHWM", at most so far, in GiB
  void finish();                         // closes its input, waits

 private:
  pid_t pid_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

}  // namespace p2g
