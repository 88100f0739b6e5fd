// Strings of the embedded Reber grammar, and what may follow each of their letters.
#include <cstdio>

#include "math/plain_main.h"
#include "sequence/reber.h"

namespace p2g {

void strings() {
  Random random(2);
  for (int i = 0; i < 4; ++i) std::printf("%s\n", reber_text(embedded_reber(random).symbols).c_str());
  const ReberString one = embedded_reber(random);
  std::printf("\nafter  may come\n");
  for (size_t t = 0; t < one.symbols.size(); ++t) {
    std::printf("%c      ", kReberLetters[one.symbols[t]]);
    for (int s = 0; s < kReberSymbols; ++s)
      if (one.legal[t] >> s & 1u) std::printf("%c ", kReberLetters[s]);
    std::printf("%s\n", one.legal[t] == 0 ? "the end" : "");
  }
}

}  // namespace p2g

int main(int argc, char** argv) {
  return p2g::plain_main(argc, argv, "reber-strings", "draws strings of the embedded Reber grammar",
                         p2g::strings);
}
