// An error is part of the interface: it must say what is written here.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "math/error.h"

namespace p2g {

// Runs f, which must throw p2g::Error, and returns what it says; "" and a failure if it does not throw.
template <typename F>
std::string error_of(F f) {
  try {
    f();
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return "";
}

// The parts must all be in the text.
inline ::testing::AssertionResult says(const std::string& text, std::initializer_list<const char*> parts) {
  for (const char* part : parts)
    if (text.find(part) == std::string::npos)
      return ::testing::AssertionFailure() << "no \"" << part << "\" in \"" << text << '"';
  return ::testing::AssertionSuccess();
}

}  // namespace p2g
