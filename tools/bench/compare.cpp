#include "compare.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>

#include "experiment/experiment.h"
#include "machine.h"
#include "math/error.h"
#include "math/matmul.h"
#include "math/threads.h"
#include "process.h"

namespace p2g {
namespace {

struct Contender {
  std::string name;
  std::unique_ptr<Process> process;
  std::vector<double> seconds;
  double ready_gib = 0, peak_gib = 0;  // before the first round, and at most
  size_t peer = 0;                     // 1 for the first PyTorch; 0 is ours
  std::string form;                    // of the peer's work, where there are several
};

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// Waits for "ready NAME"; nothing if the child could not start.
std::optional<Contender> start(const std::vector<std::string>& argv,
                               const std::vector<std::string>& environment) {
  Contender contender;
  contender.process = std::make_unique<Process>(argv, environment);
  const std::optional<std::string> line = contender.process->receive();
  if (!line || line->rfind("ready ", 0) != 0) return std::nullopt;
  contender.name = line->substr(6);
  contender.ready_gib = contender.process->memory("VmRSS");
  return contender;
}

std::vector<Contender> start_all(const Workload& workload, const Settings& settings) {
  const std::string threads = std::to_string(thread_count());
  std::vector<Contender> contenders;
  auto ours = start({settings.self, "--worker", workload.name, "--threads", threads}, {});
  if (!ours) fail("bench", "the worker for {} did not start: see its message above", workload.name);
  contenders.push_back(std::move(*ours));
  if (!workload.peer) return contenders;
  for (size_t i = 0; i < settings.peers.size(); ++i)
    for (const std::string& form : workload.peer_forms) {
      auto peer =
          start({settings.peers[i], settings.peer_script, workload.name + (form.empty() ? "" : "/") + form},
                {"OMP_NUM_THREADS=" + threads, "OMP_PROC_BIND=true"});
      if (!peer) continue;
      peer->peer = i + 1, peer->form = form;
      if (!form.empty()) peer->name += ", " + form;
      contenders.push_back(std::move(*peer));
    }
  return contenders;
}

double one_round(Contender& contender) {
  if (!contender.process->send("go")) fail("bench", "{} is gone", contender.name);
  const std::optional<std::string> line = contender.process->receive();
  if (!line) fail("bench", "{} ended in the middle of a round: see its message above", contender.name);
  return std::stod(*line);
}

void run(std::vector<Contender>& contenders, int rounds) {
  for (Contender& contender : contenders) one_round(contender);  // pages, caches and clocks warm up
  for (int round = 0; round < rounds; ++round)
    for (Contender& contender : contenders) contender.seconds.push_back(one_round(contender));
  for (Contender& contender : contenders) {
    contender.peak_gib = contender.process->memory("VmHWM");
    contender.process->finish();
  }
}

std::string duration(double seconds) {
  return seconds >= 1 ? fmt::format("{:.3f} s", seconds) : fmt::format("{:.2f} ms", seconds * 1e3);
}

void print(const Workload& workload, const std::vector<Contender>& contenders, const Limits& limits) {
  fmt::print("\n{}: {}\n", workload.name, workload.what);
  const double ours = median(contenders[0].seconds);
  for (const Contender& contender : contenders) {
    const auto [low, high] = std::minmax_element(contender.seconds.begin(), contender.seconds.end());
    const double middle = median(contender.seconds);
    fmt::print("  {:<30} {:>11}  ({} – {})  peak {:5.2f} GiB", contender.name, duration(middle),
               duration(*low), duration(*high), contender.peak_gib);
    if (&contender == &contenders[0])
      fmt::print("  {}\n", workload.meaning(middle, limits));
    else
      fmt::print("  ours is {:.2f}× as fast\n", middle / ours);
  }
  std::fflush(stdout);
}

// A row a contender, for figures and notes; memory is what the rounds took beyond what was there before. A
// workload's size is the number at the end of its name, or 0.
void write_rows(std::ofstream& file, const Workload& workload, const std::vector<Contender>& contenders) {
  const size_t digits = workload.name.find_last_not_of("0123456789") + 1;
  const std::string size = digits < workload.name.size() ? workload.name.substr(digits) : "0";
  for (const Contender& c : contenders) {
    const double seconds = median(c.seconds), mib = 1024 * (c.peak_gib - c.ready_gib);
    const std::string form = c.peer == 0 ? "ours" : c.form.empty() ? "peer" : c.form;
    file << fmt::format("{}/{}{}\t{}, {:.0f} MiB\t{}\t{}\t{}\t{:.3f}\t{:.0f}\t{}\n", workload.name, form,
                        c.peer > 1 ? fmt::format("/{}", c.peer) : "", duration(seconds), mib, size, form,
                        c.peer, 1e3 * seconds, mib, c.name);
  }
  file.flush();
}

std::ofstream open_table(const Settings& settings, const std::vector<Workload>& chosen) {
  std::ofstream file(settings.table);
  if (!file) fail("bench", "{} cannot be written: is the folder there?", settings.table);
  std::string names;
  for (const Workload& workload : chosen) names += workload.name + " ";
  file << measured_with(fmt::format("./course bench {}--table {}", names, settings.table))
       << "key\tours\tsize\tform\tpeer\tmilliseconds\tmib\tname\n";
  return file;
}

}  // namespace

void compare(const std::vector<Workload>& chosen, const Settings& settings) {
  const Limits limits{fma_peak(), read_bandwidth()};
  fmt::print("machine, {} threads: fp32 multiply-add {:.0f} GFLOP/s, memory read {:.1f} GB/s\n",
             thread_count(), limits.gflops, limits.gbps);
  fmt::print("products by {}; medians (lowest – highest) of rounds run in turns\n", matmul_name());
  if (settings.peers.empty()) fmt::print("no PyTorch found: ours alone\n");
  std::ofstream table;
  if (!settings.table.empty()) table = open_table(settings, chosen);
  for (const Workload& workload : chosen) {
    std::vector<Contender> contenders = start_all(workload, settings);
    run(contenders, settings.rounds > 0 ? settings.rounds : workload.rounds);
    print(workload, contenders, limits);
    if (table.is_open()) write_rows(table, workload, contenders);
  }
}

}  // namespace p2g
