// Runs the tests of an exercise and says of the first that fails what a learner needs: 0 solved, 1 wrong,
// 3 not written.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

namespace {

class FirstFailure : public testing::EmptyTestEventListener {
  void OnTestStart(const testing::TestInfo& test) override {
    test_ = std::string(test.test_suite_name()) + "." + test.name();
  }

  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed() || told_) return;
    told_ = true;
    std::printf("red: %s\n%s\n", test_.c_str(), tidy(result.message()).c_str());
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
    std::printf("%d of %d tests pass\n", all.successful_test_count(), all.test_to_run_count());
  }

  std::string test_;
  bool told_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(new FirstFailure);
  GTEST_FLAG_SET(fail_fast, true);
  return RUN_ALL_TESTS();
}
