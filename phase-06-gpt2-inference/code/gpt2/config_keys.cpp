#include "gpt2/config_keys.h"

#include <cmath>

#include "math/error.h"

namespace p2g {

using nlohmann::json;

ConfigKeys ConfigKeys::parse(std::string_view path, std::string_view text) {
  ConfigKeys keys{path, parse_strict_json("config", path, text)};
  if (!keys.object.is_object()) fail("config", "{} is not a JSON object", path);
  return keys;
}

const json* ConfigKeys::find(const char* key) const {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

int64_t ConfigKeys::count(const char* key, int64_t fallback, int64_t most) const {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  if (!value->is_number_integer() || *value < 1 || *value > most)
    fail("config", "{}: {} is {}, wanted a whole number from 1 to {}", path, key, printable(value->dump()),
         most);
  return value->get<int64_t>();
}

double ConfigKeys::number(const char* key, double fallback) const {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  if (!value->is_number() || !std::isfinite(value->get<double>()))
    fail("config", "{}: {} is {}, wanted a number", path, key, printable(value->dump()));
  return value->get<double>();
}

void ConfigKeys::only(const char* key, const json& wanted, std::string_view why) const {
  const json* value = find(key);
  if (value != nullptr && *value != wanted)
    fail("config", "{}: {} is {}, wanted {}: {}", path, key, printable(value->dump()), wanted.dump(), why);
}

}  // namespace p2g
