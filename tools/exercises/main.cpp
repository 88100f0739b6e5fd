// Runs the tests of an exercise and says of the first that fails what a learner needs: 0 solved, 1 wrong,
// 3 not written.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>

namespace {

char running[200] = "";  // the test that is running

// A crash still says where.
void name_the_test(int signal) {
  const ssize_t written = write(STDOUT_FILENO, running, std::char_traits<char>::length(running));
  (void)written;
  _exit(128 + signal);
}

class FirstFailure : public testing::EmptyTestEventListener {
  void OnTestStart(const testing::TestInfo& test) override {
    std::snprintf(running, sizeof running, "red: %s.%s\n", test.test_suite_name(), test.name());
  }

  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed() || told_) return;
    told_ = true;
    std::printf("%s%s\n", running, tidy(result.message()).c_str());
  }

  // Of "Value of: close_to(…)\n  Actual: false (expected  1\nfound 2)\nExpected: true" only what close_to
  // said.
  static std::string tidy(std::string message) {
    const std::string before = "  Actual: false (", after = ")\nExpected: true";
    const size_t start = message.find(before), end = message.rfind(after);
    if (start == std::string::npos || end == std::string::npos || end < start) return message;
    std::string said = message.substr(start + before.size(), end - start - before.size());
    while (!said.empty() && said.back() == '\n') said.pop_back();
    const std::string more = message.substr(end + after.size());
    return more.empty() || more == "\n" ? said : said + more;
  }

  void OnTestProgramEnd(const testing::UnitTest& all) override {
    if (!told_) std::printf("%d of %d tests pass\n", all.successful_test_count(), all.test_to_run_count());
  }

  bool told_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  for (const int signal : {SIGSEGV, SIGFPE, SIGABRT, SIGBUS, SIGILL, SIGTERM})
    std::signal(signal, name_the_test);
  testing::InitGoogleTest(&argc, argv);
  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(new FirstFailure);
  GTEST_FLAG_SET(fail_fast, true);
  return RUN_ALL_TESTS();
}
