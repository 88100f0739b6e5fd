// Reads golden numbers: text files that tools/reference/*.py write, with their provenance in the first lines.
//
//   # made by …
//   gelu.x (2,3)              then six numbers
//   gelu.dx (2,3) * 1e-07     then six whole numbers, in units of 1e-7
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "math/array.h"
#include "math/error.h"
#include "math/ids.h"

namespace p2g {

class Golden {
 public:
  explicit Golden(const std::string& path) : path_(path) {
    std::ifstream file(path);
    if (!file) fail("golden", "{} is not there: it is part of the repository", path);
    std::string word;
    while (file >> word) {
      if (word[0] == '#')
        std::getline(file, word);
      else
        read_entry(file, word);
    }
  }

  bool has(const std::string& name) const { return entries_.contains(name); }

  Array array(const std::string& name) const {
    const Entry& entry = find(name);
    Array array = Array::uninitialized(entry.shape);
    std::transform(entry.values.begin(), entry.values.end(), array.data(),
                   [](double v) { return static_cast<Real>(v); });
    return array;
  }

  Ids ids(const std::string& name) const {
    const Entry& entry = find(name);
    return {entry.shape, {entry.values.begin(), entry.values.end()}};
  }

  double number(const std::string& name) const { return find(name).values.at(0); }

 private:
  struct Entry {
    Shape shape;
    std::vector<double> values;
  };

  // "(2,3)" and perhaps "* unit" on the rest of the line, then the numbers
  void read_entry(std::ifstream& file, const std::string& name) {
    std::string line;
    std::getline(file, line);
    Entry entry{parse_shape(name, line), {}};
    const size_t star = line.find('*');
    const double unit = star == std::string::npos ? 1 : std::stod(line.substr(star + 1));
    entry.values.resize(static_cast<size_t>(entry.shape.size()));
    for (double& value : entry.values)
      if (file >> value)
        value *= unit;
      else
        fail("golden", "{}: '{}' has too few numbers", path_, name);
    entries_[name] = std::move(entry);
  }

  Shape parse_shape(const std::string& name, const std::string& line) const {
    std::vector<int64_t> dims;
    size_t at = line.find('(');
    if (at == std::string::npos) fail("golden", "{}: '{}' has no shape", path_, name);
    while (line[at] != ')' && line[at + 1] != ')') {
      dims.push_back(std::stoll(line.substr(at + 1)));
      at = line.find_first_of(",)", at + 1);
    }
    return Shape::of(dims.data(), static_cast<int>(dims.size()));
  }

  const Entry& find(const std::string& name) const {
    const auto found = entries_.find(name);
    if (found == entries_.end()) fail("golden", "{} holds no '{}'", path_, name);
    return found->second;
  }

  std::string path_;
  std::map<std::string, Entry> entries_;
};

// Says the worst place: max |got − wanted| ≤ tolerance · max |wanted|, and shapes agree.
inline ::testing::AssertionResult near_golden(const Array& got, const Array& wanted, double tolerance) {
  if (!(got.shape() == wanted.shape()))
    return ::testing::AssertionFailure()
           << "shape " << got.shape().to_string() << ", wanted " << wanted.shape().to_string();
  double largest = 0, worst = 0;
  int64_t where = 0;
  for (int64_t i = 0; i < wanted.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(wanted[i])));
    const double difference = std::abs(static_cast<double>(got[i]) - static_cast<double>(wanted[i]));
    if (!(difference <= worst)) worst = difference, where = i;
  }
  if (worst <= tolerance * largest) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << "at " << where << " of " << wanted.shape().to_string() << ": got " << got[where] << ", wanted "
         << wanted[where] << ", off by " << worst << ", allowed " << tolerance * largest;
}

}  // namespace p2g
