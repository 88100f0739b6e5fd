#include "nn/iris.h"

#include <charconv>
#include <fstream>
#include <sstream>
#include <string_view>

#include "math/error.h"

namespace p2g {
namespace {

constexpr size_t kMostBytes = 1 << 20;
constexpr double kMostCentimetres = 100;

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const size_t comma = line.find(',');
    fields.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

Kind kind_of(std::string_view name, int64_t line) {
  if (name.starts_with("Iris-")) name.remove_prefix(5);
  if (name == "setosa") return Kind::setosa;
  if (name == "versicolor") return Kind::versicolor;
  if (name == "virginica") return Kind::virginica;
  fail("iris", "line {}: got the kind '{}', wanted setosa, versicolor or virginica", line,
       name.substr(0, 40));
}

double length_of(std::string_view field, int64_t line) {
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc() || end != field.data() + field.size() || !(value > 0 && value < kMostCentimetres))
    fail("iris", "line {}: got '{}', wanted a length in centimetres, over 0 and under {}", line,
         field.substr(0, 40), kMostCentimetres);
  return value;
}

Flower flower_of(std::string_view text, int64_t line) {
  const auto fields = fields_of(text);
  if (fields.size() != 5)
    fail("iris", "line {}: got {} fields, wanted four lengths and a kind, with commas between", line,
         fields.size());
  Flower flower{};
  for (size_t i = 0; i < 4; ++i) flower.lengths[i] = length_of(fields[i], line);
  flower.kind = kind_of(fields[4], line);
  return flower;
}

}  // namespace

std::vector<Flower> parse_iris(const std::string& text) {
  std::vector<Flower> flowers;
  std::istringstream lines(text);
  int64_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || (number == 1 && line.starts_with("sepal"))) continue;
    flowers.push_back(flower_of(line, number));
  }
  if (flowers.empty()) fail("iris", "got no flowers, wanted a line for each");
  return flowers;
}

std::vector<Flower> read_iris(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail("iris", "cannot read '{}': `./course fetch iris` gets it", path.string());
  std::string text(kMostBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > kMostBytes)
    fail("iris", "'{}' has over {} bytes, wanted some 4,500: is it another file?", path.string(), kMostBytes);
  return parse_iris(text);
}

Examples iris_examples(const std::vector<Flower>& flowers, Kind one, const Kind* against) {
  Examples examples;
  for (const Flower& flower : flowers) {
    if (against != nullptr && flower.kind != one && flower.kind != *against) continue;
    const auto& l = flower.lengths;
    examples.add({1, l[0], l[1], l[2], l[3]}, flower.kind == one ? 1 : -1);
  }
  return examples;
}

}  // namespace p2g
