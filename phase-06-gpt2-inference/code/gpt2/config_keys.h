// Typed access to the top-level object of a config.json. Errors name the file, the key, what it holds and
// what was wanted.
#pragma once

#include "gpt2/strict_json.h"

namespace p2g {

// An explicit null is a missing key, as for Hugging Face. The path must outlive it.
struct ConfigKeys {
  std::string_view path;
  nlohmann::json object;

  static ConfigKeys parse(std::string_view path, std::string_view text);  // throws unless it is an object
  const nlohmann::json* find(const char* key) const;                      // null if missing
  int64_t count(const char* key, int64_t fallback, int64_t most) const;   // 1 … most
  double number(const char* key, double fallback) const;
  // Throws unless the key is missing or has the one value that is known here.
  void only(const char* key, const nlohmann::json& wanted, std::string_view why) const;
};

}  // namespace p2g
