// Fisher's iris flowers: four lengths in centimetres and one of three kinds. Reads UCI's iris.data, and
// copies with a line of column names.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "nn/perceptron.h"

namespace p2g {

enum class Kind { setosa, versicolor, virginica };

struct Flower {
  std::array<double, 4> lengths;  // of sepal, its width, of petal, its width
  Kind kind;
};

std::vector<Flower> parse_iris(const std::string& text);  // throws, with the line, on anything else
std::vector<Flower> read_iris(const std::filesystem::path& path);

// (1, four lengths) with target +1 for `one`, −1 for the others; if `against` is not null, only those two
// kinds.
Examples iris_examples(const std::vector<Flower>& flowers, Kind one, const Kind* against = nullptr);

}  // namespace p2g
