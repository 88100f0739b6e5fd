// JSON from files that nobody vouches for: bounded depth, no key twice, errors of one line.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace p2g {

// Throws "[who] path: what is wrong" unless the text is one JSON value.
nlohmann::json parse_strict_json(std::string_view who, std::string_view path, std::string_view text);

// The parser's message without its number and its line breaks.
std::string json_message(const std::exception& error);
// Fit for one line of any terminal: bytes other than printable ASCII as \xNN, about 120 at most.
std::string printable(std::string_view text);

}  // namespace p2g
