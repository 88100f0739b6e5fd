// Speed beside the machine's limits and beside PyTorch, in one interleaved run: `./course bench`.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "compare.h"
#include "math/error.h"
#include "math/threads.h"
#include "workload.h"

int main(int argc, char** argv) {
  using namespace p2g;
  CLI::App app{"Measures the machine, then each workload here and in every peer, round by round in turns."};
  app.name("bench");
  Settings settings;
  std::vector<std::string> names;
  std::string worker;
  int threads = 0;
  app.add_option("workloads", names,
                 "Which to run, by name or family ('attention'); all, if none is named (see --list)");
  app.add_option("--peer", settings.peers, "A Python that has PyTorch; may be given several times")
      ->allow_extra_args(false);  // or it would take the names of the workloads
  app.add_option("--peer-script", settings.peer_script, "The peer's program (tools/bench/peer_torch.py)");
  app.add_option("--rounds", settings.rounds, "Timed rounds of each workload, instead of its own number")
      ->check(CLI::PositiveNumber);
  app.add_option("--table", settings.table, "Write seconds and memory to this file too, tab-separated");
  app.add_option("-t,--threads", threads, "Threads, here and in the peers")->check(CLI::PositiveNumber);
  app.add_option("--worker", worker, "Run one workload, a round for each line on standard input");
  bool list = false;
  app.add_flag("--list", list, "Print the workloads");
  CLI11_PARSE(app, argc, argv);
  return run_main("bench", [&] {
    if (threads > 0) set_thread_count(threads);
    if (!worker.empty()) return work(find_workload(worker));
    if (list) {
      for (const Workload& workload : workloads()) fmt::print("{:<14} {}\n", workload.name, workload.what);
      return 0;
    }
    std::vector<Workload> chosen = names.empty() ? workloads() : std::vector<Workload>();
    for (const std::string& name : names)
      for (const Workload& workload : find_family(name)) chosen.push_back(workload);
    settings.self = argv[0];
    compare(chosen, settings);
    return 0;
  });
}
