// The work that is timed: each made once, then run round by round.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace p2g {

using Round = std::function<double()>;  // one round of work; returns its seconds

struct Limits {
  double gflops;  // fp32 multiply-add
  double gbps;    // memory read
};

struct Workload {
  std::string name;
  std::string what;  // one line for the reader
  int rounds;        // timed, after one that is not
  bool peer;         // PyTorch does it too
  std::function<Round()> make;
  std::function<std::string(double seconds, const Limits&)> meaning;  // seconds beside the limits
  std::vector<std::string> peer_forms{""};  // ways in which PyTorch does it; each is asked for as name/form
};

const std::vector<Workload>& workloads();
Workload mnist_epoch();
Workload lstm_layer();
Workload attention_layer(int64_t length);
Workload tokenizing();
Workload bpe_training();
Workload word_vectors();
std::string books();  // 20 of Project Gutenberg's where P2G_DATA has them; else the course's own text
const Workload& find_workload(const std::string& name);      // throws, naming all
std::vector<Workload> find_family(const std::string& name);  // that one, or all of "name-…"

// Runs one round for every line on standard input, and answers with its seconds.
int work(const Workload& workload);

}  // namespace p2g
