// Every cut of "hugs" into pieces, and what each is worth
#include <algorithm>
#include <cmath>

#include "math/plain_main.h"
#include "tokenizer/unigram.h"

namespace p2g {
namespace {

struct Cut {
  double p;
  std::string pieces;
};

void add_cuts(const PieceModel& model, std::string_view rest, const Cut& so_far, std::vector<Cut>& cuts) {
  if (rest.empty()) cuts.push_back(so_far);
  model.trie.each_prefix(rest, [&](int32_t id, size_t bytes) {
    const Cut longer{so_far.p * std::exp(model.scores[static_cast<size_t>(id)]),
                     so_far.pieces + " " + std::string(rest.substr(0, bytes))};
    add_cuts(model, rest.substr(bytes), longer, cuts);
  });
}

void show() {
  const std::vector<std::string> pieces{"h", "u", "g", "s", "hu", "ug", "hug", "gs", "ugs"};
  PieceModel model(pieces);
  const double p[] = {0.05, 0.05, 0.05, 0.05, 0.1, 0.2, 0.15, 0.3, 0.01};
  for (size_t i = 0; i < pieces.size(); ++i) model.scores[i] = std::log(p[i]);
  std::vector<Cut> cuts;
  add_cuts(model, "hugs", {1, ""}, cuts);
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.p > b.p; });
  for (const Cut& cut : cuts) fmt::print("{:.8f} {}\n", cut.p, cut.pieces);
  fmt::print("{:.8f}  all cuts together\n", std::exp(log_likelihood(model, "hugs")));
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "all_cuts", "every cut of \"hugs\" into pieces, and what each is worth",
                         p2g::show);
}
