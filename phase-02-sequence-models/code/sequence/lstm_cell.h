// The pointwise part of an LSTM step, for one sequence and n neighbouring units, forward and backward.
#pragma once

#include "math/numerics.h"

namespace p2g::cell {

// Where the gates of a unit lie in a row of sums: H apart, in the order i, (f,) g, o.
template <bool kForget>
struct Gates {
  Gates(Real* row, int64_t H) : i(row), f(row + H), g(row + (kForget ? 2 : 1) * H), o(g + H) {}
  Real *i, *f, *g, *o;  // without a forget gate f is not read
};

inline Real tanh_of(Real x) { return 2 * sigmoid(2 * x) - 1; }

// Sums become gates, in place; c and h are the new state.
template <bool kForget>
void forward(Gates<kForget> s, const Real* c_before, Real* c, Real* h, int64_t n) {
#pragma GCC ivdep
  for (int64_t u = 0; u < n; ++u) {
    const Real i = sigmoid(s.i[u]), g = tanh_of(s.g[u]), o = sigmoid(s.o[u]);
    Real kept = c_before[u];
    if constexpr (kForget) {
      const Real f = sigmoid(s.f[u]);
      s.f[u] = f;
      kept *= f;
    }
    s.i[u] = i, s.g[u] = g, s.o[u] = o;
    c[u] = kept + i * g;
    h[u] = o * tanh_of(c[u]);
  }
}

// Gates become ∂loss/∂sums, in place. dh is of the new state; dc goes from the new state to the one before.
template <bool kForget>
void backward(Gates<kForget> s, const Real* c_before, const Real* c, const Real* dh, Real* dc, int64_t n) {
#pragma GCC ivdep
  for (int64_t u = 0; u < n; ++u) {
    const Real i = s.i[u], g = s.g[u], o = s.o[u], t = tanh_of(c[u]);
    const Real d = dc[u] + dh[u] * o * (1 - t * t);
    s.i[u] = d * g * i * (1 - i);
    s.g[u] = d * i * (1 - g * g);
    s.o[u] = dh[u] * t * o * (1 - o);
    if constexpr (kForget) {
      const Real f = s.f[u];
      s.f[u] = d * c_before[u] * f * (1 - f);
      dc[u] = d * f;
    } else {
      dc[u] = d;
    }
  }
}

}  // namespace p2g::cell
