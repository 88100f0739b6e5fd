// A ball rolls down a long valley: gradient descent on f(x, y) = ½x² + 5y², with three sizes of step.
#include <fmt/core.h>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "math/error.h"
#include "math/value.h"

namespace {

struct Point {
  double x, y, height;
};

// Step after step against the gradient, which the tape finds.
std::vector<Point> descend(double step, int steps) {
  std::vector<Point> path;
  double x = 9, y = 2;
  for (int i = 0; i <= steps; ++i) {
    p2g::Tape tape;
    const p2g::Value vx = tape.leaf(x), vy = tape.leaf(y), f = 0.5 * vx * vx + 5 * vy * vy;
    tape.backward(f);
    path.push_back({x, y, f.value()});
    x -= step * vx.gradient();
    y -= step * vy.gradient();
  }
  return path;
}

// The first steps seen from above, 0 to 9 in their order; the lowest point is the +.
void draw(const std::vector<Point>& path) {
  std::vector<std::string> rows(9, std::string(61, '.'));
  rows[4][30] = '+';
  for (size_t i = 10; i-- > 0;) {
    const auto row = std::lround(4 - path[i].y * 2), column = std::lround(30 + path[i].x * 3);
    if (row >= 0 && row < 9 && column >= 0 && column <= 60)
      rows[static_cast<size_t>(row)][static_cast<size_t>(column)] = static_cast<char>('0' + i);
  }
  for (const std::string& row : rows) fmt::print("  {}\n", row);
}

void run(const std::string& folder) {
  for (const double step : {0.02, 0.17, 0.21}) {
    const std::vector<Point> path = descend(step, 40);
    fmt::print("step {}: height {:.3g} at first, {:.3g} after 10 steps, {:.3g} after 40\n", step,
               path[0].height, path[10].height, path[40].height);
    if (step == 0.17) draw(path);
    if (folder.empty()) continue;
    std::ofstream file(fmt::format("{}/descent-{}.tsv", folder, step));
    if (!file) p2g::fail("gradient_descent", "cannot write to '{}'", folder);
    file << "x\ty\theight\n";
    for (const Point& p : path) file << fmt::format("{:.5g}\t{:.5g}\t{:.5g}\n", p.x, p.y, p.height);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::run_main("gradient_descent", [&] {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const bool write = arguments.size() == 2 && arguments[0] == "--results";
    if (arguments.empty() || write) return run(write ? arguments[1] : ""), 0;
    const bool help = arguments[0] == "--help" || arguments[0] == "-h";
    fmt::print(help ? stdout : stderr,
               "usage: math_gradient_descent [--results FOLDER]\n"
               "Rolls down a valley with three sizes of step; FOLDER gets the paths, as descent-STEP.tsv.\n");
    return help ? 0 : 2;
  });
}
