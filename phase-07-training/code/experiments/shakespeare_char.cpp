// nanoGPT's run for a CPU: a GPT of 4 layers, 4 heads and 128 channels on the characters of tiny
// Shakespeare, 2,000 steps of 12 sequences of 64, published validation loss 1.88.
#include <fmt/core.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>

#include "gpt2/atomic_file.h"
#include "math/error.h"
#include "math/threads.h"
#include "training/prepare.h"
#include "training/trainer.h"

namespace p2g {
namespace {

namespace fs = std::filesystem;
constexpr const char* kUsage =
    "usage: training_shakespeare_char [--help]\n"
    "Trains nanoGPT's CPU configuration on the characters of tiny Shakespeare, from P2G_DATA (or data/), "
    "and\n"
    "puts the validation loss beside the published one. The run is in runs/shakespeare-char, the result in\n"
    "phase-07-training/results/shakespeare_char.tsv. Takes a minute or two on two cores.\n";
constexpr double kPublished = 1.88, kLargest = 1.90;

fs::path input_path() {
  const char* data = std::getenv("P2G_DATA");
  const fs::path path =
      fs::path(data != nullptr && *data != '\0' ? data : "data") / "tinyshakespeare/input.txt";
  if (!fs::exists(path))
    fail("data", "{} is not there: `./course fetch tinyshakespeare` gets it", path.string());
  return path;
}

// The first 90 % of the characters are for training, as in nanoGPT.
std::string prepared_data(const fs::path& run) {
  PrepareOptions options;
  options.input = {input_path()};
  options.out = run.string() + "-data";
  prepare(options);
  return options.out.string();
}

// nanoGPT's train_shakespeare_char.py with the flags that its README gives for a CPU: its validation loss is
// over 20 batches, here spread evenly instead of at random.
Settings nanogpt_settings(const std::string& data) {
  Settings s;
  s.data = data;
  s.layers = 4, s.heads = 4, s.channels = 128, s.batch = 12, s.seq = 64;
  s.schedule = {"cosine", 1e-3, 1e-4, 100, 2000};
  s.adamw.beta1 = 0.9, s.adamw.beta2 = 0.99, s.adamw.weight_decay = 0.1;
  s.clip = 1, s.dropout = 0, s.seed = 1337;
  s.eval_every = 250, s.eval_batches = 20;
  s.sample_every = 2000, s.sample_tokens = 500;
  return s;
}

// An earlier run of this experiment gives way; any other does not.
void clear_own_run(const fs::path& run, const Settings& wanted) {
  if (!fs::exists(run)) return;
  const fs::path mark = run / "settings.json";
  if (!fs::exists(mark) || fs::path(read_settings(mark).data) != fs::absolute(wanted.data).lexically_normal())
    fail("run", "{} is not a run of this experiment: move it away", run.string());
  fs::remove_all(run);
}

std::string first_line_of(const char* command) {
  std::array<char, 256> line{};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command, "r"), pclose);
  if (!pipe || std::fgets(line.data(), line.size(), pipe.get()) == nullptr) return "unknown";
  std::string text(line.data());
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

double whole_validation_loss(const Trainer& trainer) {
  const Settings& s = trainer.settings();
  const TokenShard shard = TokenShard::open(fs::path(s.data) / "val.bin", trainer.model().config.vocabulary);
  const int64_t all = shard.size() / (s.batch * s.seq) + 1;
  return evaluate(trainer.model(), evaluation_batches(shard, s.batch, s.seq, all));
}

void write_result(double value, double whole, double seconds, uint64_t seed) {
  const fs::path folder = "phase-07-training/results";
  if (!fs::is_directory(folder)) {
    fmt::print("no {} here: the result is not written\n", folder.string());
    return;
  }
  const std::string commit = first_line_of("git describe --always --exclude '*' --dirty 2>/dev/null");
  write_file_atomically(
      (folder / "shakespeare_char.tsv").string(),
      fmt::format(
          "commit\tcommand\tseed\tmachine\tpublished\tvalue\tminutes\twhole_validation\n"
          "{}\t./course run 07 shakespeare-char\t{}\t{}, {} threads\t{:.2f}\t{:.4f}\t{:.2f}\t{:.4f}\n",
          commit, seed, processor(), thread_count(), kPublished, value, seconds / 60, whole));
}

void print_table(double value, double whole, double seconds, int64_t tokens) {
  const auto row = [](const auto&... cells) { fmt::print("{:<46}  {:>9}  {:>6}  {:>9}  {:>7}\n", cells...); };
  row("paper", "published", "ours", "tolerance", "seconds");
  row("nanoGPT on a CPU, validation, nats a character", fmt::format("{:.2f}", kPublished),
      fmt::format("{:.3f}", value), fmt::format("<= {:.2f}", kLargest), fmt::format("{:.0f}", seconds));
  fmt::print("over 20 batches, as published; over the whole held-out tenth {:.3f}; {} tokens trained on\n",
             whole, tokens);
}

int run() {
  const fs::path folder = "runs/shakespeare-char";
  input_path();
  fs::create_directories(folder.parent_path());
  const Settings settings = nanogpt_settings(prepared_data(folder));
  clear_own_run(folder, settings);
  const auto start = std::chrono::steady_clock::now();
  Trainer trainer = Trainer::start(settings, folder);
  trainer.run();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const double value = trainer.val_loss().value(), whole = whole_validation_loss(trainer);
  print_table(value, whole, seconds, trainer.state().tokens);
  write_result(value, whole, seconds, settings.seed);
  if (value <= kLargest) return 0;
  fmt::print(stderr, "training_shakespeare_char: {:.4f} is more than {:.2f}\n", value, kLargest);
  return 1;
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::run_main("training_shakespeare_char", [&] {
    if (argc == 1) return p2g::run();
    if (std::string(argv[1]) != "--help") p2g::fail("usage", "'{}' is not a flag: try --help", argv[1]);
    fmt::print("{}", p2g::kUsage);
    return 0;
  });
}
