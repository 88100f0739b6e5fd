#include "gpt2/strict_json.h"

#include <fmt/core.h>

#include <set>
#include <vector>

#include "math/error.h"

namespace p2g {
namespace {

constexpr int kDeepest = 32;

}  // namespace

nlohmann::json parse_strict_json(std::string_view who, std::string_view path, std::string_view text) {
  using Event = nlohmann::json::parse_event_t;
  std::vector<std::set<std::string>> keys;  // of the objects that are open
  const auto watch = [&](int depth, Event event, nlohmann::json& parsed) {
    if (depth > kDeepest) fail(who, "{}: nested deeper than {}", path, kDeepest);
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end) keys.pop_back();
    if (event == Event::key && !keys.back().insert(parsed.get<std::string>()).second)
      fail(who, "{}: key '{}' occurs twice", path, printable(parsed.get<std::string>()));
    return true;
  };
  try {
    return nlohmann::json::parse(text, watch);
  } catch (const nlohmann::json::exception& error) {
    fail(who, "{}: not JSON: {}", path, json_message(error));
  }
}

std::string json_message(const std::exception& error) {
  const std::string_view what = error.what();
  const size_t number_end = what.find("] ");
  return printable(number_end == std::string_view::npos ? what : what.substr(number_end + 2));
}

std::string printable(std::string_view text) {
  constexpr size_t kLongest = 120;
  std::string out;
  for (const char c : text) {
    if (out.size() >= kLongest) return out + "…";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f)
      out += fmt::format("\\x{:02x}", byte);
    else
      out += c;
  }
  return out;
}

}  // namespace p2g
