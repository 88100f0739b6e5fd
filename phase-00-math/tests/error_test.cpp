#include "math/error.h"

#include <gtest/gtest.h>

#include <new>

#include "throws.h"

namespace p2g {
namespace {

TEST(Error, SaysWhoAndWhat) {
  EXPECT_EQ(error_of([] { fail("linear", "x is {} but W is {}", 3, "(4,5)"); }),
            "[linear] x is 3 but W is (4,5)");
}

std::string run_and_capture(int& code, const std::function<int()>& body) {
  ::testing::internal::CaptureStderr();
  code = run_main("demo", body);
  return ::testing::internal::GetCapturedStderr();
}

TEST(RunMain, PassesTheExitCodeThrough) {
  int code = -1;
  EXPECT_EQ(run_and_capture(code, [] { return 7; }), "");
  EXPECT_EQ(code, 7);
}

TEST(RunMain, TurnsAnErrorIntoOneLineAndExitCodeOne) {
  int code = -1;
  EXPECT_EQ(run_and_capture(code, []() -> int { fail("file", "gone"); }), "demo: [file] gone\n");
  EXPECT_EQ(code, 1);
  EXPECT_EQ(run_and_capture(code, []() -> int { throw std::bad_alloc(); }), "demo: out of memory\n");
  EXPECT_EQ(code, 1);
}

TEST(RunMain, WhatAFileHoldsCannotBreakTheLine) {
  int code = -1;
  EXPECT_EQ(run_and_capture(code, []() -> int { fail("file", "got '{}'", "a\nb\x1b[2J"); }),
            "demo: [file] got 'a\\nb\\x1b[2J'\n");
}

}  // namespace
}  // namespace p2g
