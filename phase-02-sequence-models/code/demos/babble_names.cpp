// Names that nobody has: from pairs, from four letters of counting, and from an LSTM that learned for a few
// seconds.
#include <fmt/core.h>

#include <cstdlib>

#include "math/plain_main.h"
#include "nn/cross_entropy.h"
#include "nn/optimizer.h"
#include "sequence/char_model.h"
#include "sequence/names.h"
#include "sequence/ngram.h"

namespace p2g {
namespace {

void learn(const CharModel& model, const std::vector<int32_t>& text, int passes, double rate) {
  const Parameters parameters = model.parameters();
  Adam adam(parameters, rate);
  const Lanes lanes(text, /*lanes=*/64, /*steps=*/32);
  const double steps = static_cast<double>(passes) * static_cast<double>(lanes.pieces());
  double step = 0;
  for (int pass = 0; pass < passes; ++pass) {
    std::vector<LstmState> state;
    for (int64_t i = 0; i < lanes.pieces(); ++i, ++step) {
      const Lanes::Piece piece = lanes.piece(i);
      adam.learning_rate = rate * (1 - step / steps);
      zero_grad(parameters);
      backward(cross_entropy(model(piece.inputs, state), piece.targets));
      adam.step();
      detach(state);
    }
  }
}

std::string name_of(const NgramModel& model, Random& random) {
  std::vector<int32_t> ids{kNameEnd};
  do ids.push_back(model.sample(ids, random));
  while (ids.back() != kNameEnd && ids.size() < 20);
  ids.erase(ids.begin());
  if (ids.back() == kNameEnd) ids.pop_back();
  return name_alphabet().decode(ids);
}

void babble_names() {
  const char* folder = std::getenv("P2G_DATA");
  const std::filesystem::path data = folder == nullptr ? "data" : folder;
  const std::vector<int32_t> text = names_in_a_row(read_names(data / "names/names.txt"));
  const auto symbols = name_alphabet().size();
  Random random(1990);
  const CharModel lstm({symbols, 16, 128, 1}, random);
  learn(lstm, text, /*passes=*/8, /*rate=*/0.01);

  const std::vector<int32_t> dot{kNameEnd};
  for (const int order : {2, 5}) {
    const NgramModel counts(order, static_cast<int>(symbols), text);
    fmt::print("counting, {} letter{} before:", order - 1, order == 2 ? "" : "s");
    for (int i = 0; i < 8; ++i) fmt::print(" {}", name_of(counts, random));
    fmt::print("\n");
  }
  for (const double temperature : {0.5, 1.0, 1.5}) {
    fmt::print("LSTM, temperature {}:", temperature);
    for (int i = 0; i < 8; ++i)
      fmt::print(" {}", name_alphabet().decode(babble(lstm, dot, 20, temperature, random, kNameEnd)));
    fmt::print("\n");
  }
}

}  // namespace
}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "babble-names", "invents first names (./course fetch names)",
                         p2g::babble_names);
}
