#include "sequence/reber.h"

#include <array>

namespace p2g {
namespace {

enum Symbol : int32_t { B, T, P, S, X, V, E };

struct Arc {
  Symbol symbol;
  size_t to;
};

// Reber's graph: two ways out of every inner node. It ends by E.
constexpr size_t kLast = 6, kEnd = 7;
const std::array<std::vector<Arc>, 7> kGraph{{{{B, 1}},
                                              {{T, 2}, {P, 3}},
                                              {{S, 2}, {X, 4}},
                                              {{T, 3}, {V, 5}},
                                              {{X, 3}, {S, kLast}},
                                              {{P, 4}, {V, kLast}},
                                              {{E, kEnd}}}};

constexpr uint32_t bit(Symbol symbol) { return 1u << symbol; }

uint32_t legal_at(size_t node) {
  uint32_t bits = 0;
  for (const Arc& arc : kGraph[node]) bits |= bit(arc.symbol);
  return bits;
}

void put(ReberString& string, Symbol symbol, uint32_t legal_next) {
  string.symbols.push_back(symbol);
  string.legal.push_back(legal_next);
}

}  // namespace

ReberString embedded_reber(Random& random) {
  ReberString string;
  const Symbol branch = random.below(2) == 0 ? T : P;
  put(string, B, bit(T) | bit(P));
  put(string, branch, bit(B));
  for (size_t node = 0; node != kEnd;) {
    const Arc arc = kGraph[node][random.below(kGraph[node].size())];
    node = arc.to;
    put(string, arc.symbol, node == kEnd ? bit(branch) : legal_at(node));
  }
  put(string, branch, bit(E));
  put(string, E, 0);
  return string;
}

ReberString continual_reber(int64_t length, Random& random) {
  ReberString stream;
  while (static_cast<int64_t>(stream.symbols.size()) < length) {
    ReberString next = embedded_reber(random);
    next.legal.back() = bit(B);
    stream.symbols.insert(stream.symbols.end(), next.symbols.begin(), next.symbols.end());
    stream.legal.insert(stream.legal.end(), next.legal.begin(), next.legal.end());
  }
  stream.symbols.resize(static_cast<size_t>(length));
  stream.legal.resize(static_cast<size_t>(length));
  return stream;
}

bool is_embedded_reber(std::span<const int32_t> symbols) {
  const size_t n = symbols.size();
  if (n < 4 || symbols[0] != B || symbols[n - 1] != E || symbols[1] != symbols[n - 2]) return false;
  if (symbols[1] != T && symbols[1] != P) return false;
  size_t node = 0;
  for (const int32_t symbol : symbols.subspan(2, n - 4)) {
    if (node == kEnd) return false;
    size_t to = kEnd + 1;
    for (const Arc& arc : kGraph[node])
      if (arc.symbol == symbol) to = arc.to;
    if (to > kEnd) return false;
    node = to;
  }
  return node == kEnd;
}

std::string reber_text(std::span<const int32_t> symbols) {
  std::string text;
  for (const int32_t symbol : symbols) text += kReberLetters[symbol];
  return text;
}

}  // namespace p2g
