// What a terminal sees while a model trains.
#include "training/progress.h"

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>

#include "run_program.h"
#include "small_run.h"
#include "throws.h"

namespace p2g {
namespace {

// Everything that a program writes to a terminal of its own; nothing where the system has none to give.
std::optional<std::string> on_a_terminal(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  if (child < 0) return std::nullopt;
  std::string all;
  char bytes[512];
  for (ssize_t n; (n = read(terminal, bytes, sizeof bytes)) > 0;) all.append(bytes, static_cast<size_t>(n));
  int status = 0;
  waitpid(child, &status, 0);
  close(terminal);
  EXPECT_EQ(status, 0) << all;
  return all;
}

TEST(Progress, ATerminalSeesLossSpeedAndTimeLeft) {
  const ScratchFolder folder;
  const std::string run = folder / "run", program = program_path("train");
  const std::optional<std::string> output =
      on_a_terminal({program, "run", "--data", small_data(folder), "--out", run, "--layers", "1", "--heads",
                     "2", "--channels", "8", "--seq", "8", "--steps", "30"});
  if (!output) GTEST_SKIP() << "no terminal can be made here: is /dev/pts mounted?";
  const std::string& seen = *output;
  EXPECT_TRUE(says(seen, {"\rstep 1/30  loss ", "\rstep 30/30  loss ", "  val ", " tokens/s  ETA 0:00"}))
      << seen;
  EXPECT_EQ(seen.find("\033[3"), std::string::npos);  // no colours
}

TEST(Progress, Clock) {
  EXPECT_EQ(clock_text(0), "0:00");
  EXPECT_EQ(clock_text(59.6), "1:00");
  EXPECT_EQ(clock_text(80), "1:20");
  EXPECT_EQ(clock_text(3909), "1:05:09");
}

}  // namespace
}  // namespace p2g
