// E00.1, quick: how much a letter tells when n - 1 before it are known (Shannon 1951)
#include <fmt/core.h>

#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/experiment.h"
#include "math/entropy.h"
#include "math/error.h"

namespace p2g {
namespace {

// In Shannon's 27 symbols. `counted` is what a second, independent program counts on tiny Shakespeare.
struct Letter {
  const char* known;
  double counted;
  double published;  // for English; 0 where he printed none
  double near;       // how near to it ours must be; 0 shows the gap only
};
constexpr std::array<Letter, 5> kLetters{{{"no letter", 4.085, 4.03, 0.1},
                                          {"1 letter", 3.320, 3.32, 0.02},
                                          {"2 letters", 2.691, 3.1, 0},
                                          {"3 letters", 2.150, 0, 0},
                                          {"4 letters", 1.807, 0, 0}}};

std::string read(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) fail("shannon", "cannot read '{}'", name);
  return {std::istreambuf_iterator<char>(file), {}};
}

void claim_letter(Report& report, int n, double bits) {
  const Letter& letter = kLetters[static_cast<size_t>(n - 1)];
  Claim claim{.key = fmt::format("f{}", n),
              .what = fmt::format("{} known, bits a letter", letter.known),
              .paper = letter.published > 0 ? "Shannon 1951" : "",
              .published = letter.published > 0 ? fmt::format("{:.3g}", letter.published) : "",
              .ours = fmt::format("{:.3f}", bits),
              .limit = fmt::format("{:.3f} ± 0.001", letter.counted)};
  claim.holds = std::abs(bits - letter.counted) <= 0.001;
  if (letter.near > 0) {
    claim.limit += fmt::format("; paper ± {}", letter.near);
    claim.holds = claim.holds && std::abs(bits - letter.published) < letter.near;
  }
  report.claim(claim);
}

// How many of the text's contexts of n − 1 letters come once only: why the counts mislead for long ones.
double share_seen_once(const std::string& text, size_t n) {
  std::unordered_map<std::string_view, int> counts;
  for (size_t i = 0; i + n <= text.size(); ++i) ++counts[std::string_view(text).substr(i, n)];
  double once = 0;
  for (const auto& [block, count] : counts) once += count == 1;
  return once / static_cast<double>(counts.size());
}

void run(Report& report) {
  const std::string raw = read(need_data("tinyshakespeare/input.txt", "tinyshakespeare").string());
  const std::string text = letters_and_spaces(raw);
  report.fact("symbols", fmt::format("{}", text.size()));
  report.fact("f0", fmt::format("{:.3f}", std::log2(27)));
  report.fact("gap3", fmt::format("{:.2f}", kLetters[2].published - conditional_entropy_bits(text, 3)));
  std::vector<Row> rows{{"0", fmt::format("{:.4f}", std::log2(27)), fmt::format("{:.4f}", std::log2(65))}};
  for (int n = 1; n <= 8; ++n) {
    const double bits = conditional_entropy_bits(text, n), of_65 = conditional_entropy_bits(raw, n);
    rows.push_back({fmt::format("{}", n), fmt::format("{:.4f}", bits), fmt::format("{:.4f}", of_65)});
    if (n <= 5) claim_letter(report, n, bits);
    if (n == 8) report.fact("f8", fmt::format("{:.2f}", bits));
  }
  for (const size_t n : {3u, 8u})
    report.fact(fmt::format("once{}", n), fmt::format("{:.0f}", 100 * share_seen_once(text, n)));
  report.table("entropy-by-context", {"n", "bits of 27 symbols", "bits of 65 symbols"}, rows);
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::experiment_main(
      argc, argv, {"math_shannon", "E00.1", "how much a letter tells when n - 1 before it are known", "7 s"},
      p2g::run);
}
