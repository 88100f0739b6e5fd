// Numbers that must be near others; where they are not, a learner reads what to mend.
#pragma once

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "math/array.h"

namespace p2g {

// A mistake, and the numbers that it would give. If they were found, it is named as the likely cause.
struct Cause {
  std::string what;
  std::vector<double> would_give;
};

namespace close_to_detail {

// NaN is near NaN, and infinity near itself.
inline bool near(double got, double want, double tolerance) {
  if (std::isnan(got) || std::isnan(want)) return std::isnan(got) && std::isnan(want);
  if (std::isinf(got) || std::isinf(want)) return got == want;
  return std::abs(got - want) <= tolerance * std::max(1.0, std::abs(want));
}

inline int64_t first_difference(const std::vector<double>& got, const std::vector<double>& want,
                                double tolerance) {
  for (size_t i = 0; i < got.size() && i < want.size(); ++i)
    if (!near(got[i], want[i], tolerance)) return static_cast<int64_t>(i);
  return got.size() == want.size() ? -1 : static_cast<int64_t>(std::min(got.size(), want.size()));
}

// 7 in (2,4) -> "7 = (1,3)"
inline std::string place(int64_t index, const Shape& shape) {
  std::string text;
  int64_t rest = index;
  for (int axis = shape.rank() - 1; axis >= 0; --axis) {
    text = fmt::format("{}{}{}", rest % shape[axis], text.empty() ? "" : ",", text);
    rest /= shape[axis];
  }
  return shape.rank() > 1 ? fmt::format("{} = ({})", index, text) : fmt::format("{}", index);
}

inline std::vector<double> numbers(const Array& a) { return {a.data(), a.data() + a.size()}; }

inline ::testing::AssertionResult compare(const std::vector<double>& got, const std::vector<double>& want,
                                          const Shape& shape, double tolerance,
                                          const std::vector<Cause>& causes, const std::string& otherwise) {
  const int64_t at = first_difference(got, want, tolerance);
  if (at < 0) return ::testing::AssertionSuccess();
  auto failure = ::testing::AssertionFailure();
  const auto i = static_cast<size_t>(at);
  if (i < got.size() && i < want.size())
    failure << fmt::format("expected  {:.7g}\nfound     {:.7g}\n", want[i], got[i]);
  else
    failure << fmt::format("expected  {} numbers\nfound     {}\n", want.size(), got.size());
  if (want.size() > 1)
    failure << fmt::format("shape     {}\ndiffers   first at index {}\n", shape.to_string(),
                           place(at, shape));
  std::string likely = otherwise;
  for (auto cause = causes.rbegin(); cause != causes.rend(); ++cause)
    if (first_difference(got, cause->would_give, tolerance) < 0) likely = cause->what;
  if (!likely.empty()) failure << "likely    " << likely << "\n";
  return failure;
}

}  // namespace close_to_detail

// |got − want| ≤ tolerance · max(1, |want|), number by number. `otherwise` is the likely cause when none of
// the causes gives what was found.
inline ::testing::AssertionResult close_to(const std::vector<double>& got, const std::vector<double>& want,
                                           double tolerance, const std::vector<Cause>& causes = {},
                                           const std::string& otherwise = "") {
  return close_to_detail::compare(got, want, Shape{static_cast<int64_t>(want.size())}, tolerance, causes,
                                  otherwise);
}

inline ::testing::AssertionResult close_to(double got, double want, double tolerance,
                                           const std::vector<Cause>& causes = {},
                                           const std::string& otherwise = "") {
  return close_to(std::vector{got}, std::vector{want}, tolerance, causes, otherwise);
}

inline ::testing::AssertionResult close_to(const Array& got, const Array& want, double tolerance,
                                           const std::vector<Cause>& causes = {},
                                           const std::string& otherwise = "") {
  if (!(got.shape() == want.shape()))
    return ::testing::AssertionFailure() << "expected  shape " << want.shape().to_string()
                                         << "\nfound     shape " << got.shape().to_string() << "\n"
                                         << (otherwise.empty() ? "" : "likely    " + otherwise + "\n");
  return close_to_detail::compare(close_to_detail::numbers(got), close_to_detail::numbers(want), want.shape(),
                                  tolerance, causes, otherwise);
}

// What holds or not, said in a learner's words.
inline ::testing::AssertionResult holds(bool condition, const std::string& expected, const std::string& found,
                                        const std::string& likely) {
  if (condition) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << "expected  " << expected << "\nfound     " << found << "\nlikely    " << likely << "\n";
}

}  // namespace p2g
