#include "math/matvec.h"

#include <algorithm>

#include "math/simd.h"
#include "math/threads.h"

namespace p2g {
namespace {

using namespace simd;
constexpr size_t kStreams = 8;
constexpr int64_t kStride = static_cast<int64_t>(kStreams);
constexpr int64_t kAhead = 1024;    // prefetch distance in numbers
constexpr int64_t kPieceRows = 96;  // rows of the matrix that one thread takes at a time

template <size_t kCount>
void dot_rows(const Real* w, int64_t ldw, const Real* x, int64_t K, Real* y, bool accumulate) {
  Vector total[kCount]{};
  int64_t k = 0;
  for (; k + kWidth <= K; k += kWidth) {
    const Vector input = load(x + k);
    for (size_t i = 0; i < kCount; ++i) {
      __builtin_prefetch(w + static_cast<int64_t>(i) * ldw + k + kAhead);
      total[i] += input * load(w + static_cast<int64_t>(i) * ldw + k);
    }
  }
  if (k < K)
    for (size_t i = 0; i < kCount; ++i)
      total[i] += load_part(x + k, K - k) * load_part(w + static_cast<int64_t>(i) * ldw + k, K - k);
  for (size_t i = 0; i < kCount; ++i) y[i] = sum(total[i]) + (accumulate ? y[i] : Real(0));
}

// y (N) = W (N,K) · x: each thread has rows of its own.
void matvec_nt(const Product& p) {
  parallel_for(p.N, kPieceRows, [&](int64_t first, int64_t last) {
    int64_t n = first;
    for (; n + kStride <= last; n += kStride)
      dot_rows<kStreams>(p.b + n * p.ldb, p.ldb, p.a, p.K, p.c + n, p.accumulate);
    for (; n < last; ++n) dot_rows<1>(p.b + n * p.ldb, p.ldb, p.a, p.K, p.c + n, p.accumulate);
  });
}

template <size_t kCount>
void add_rows(const Real* w, int64_t ldw, const Real* x, int64_t N, Real* y, bool first) {
  Vector factor[kCount];
  for (size_t i = 0; i < kCount; ++i) factor[i] = broadcast(x[i]);
  int64_t n = 0;
  for (; n + kWidth <= N; n += kWidth) {
    Vector total = first ? Vector{} : load(y + n);
    for (size_t i = 0; i < kCount; ++i) {
      __builtin_prefetch(w + static_cast<int64_t>(i) * ldw + n + kAhead);
      total += factor[i] * load(w + static_cast<int64_t>(i) * ldw + n);
    }
    store(y + n, total);
  }
  for (; n < N; ++n) {
    Real total = first ? Real(0) : y[n];
    for (size_t i = 0; i < kCount; ++i) total += x[i] * w[static_cast<int64_t>(i) * ldw + n];
    y[n] = total;
  }
}

// y (N) = x · W (K,N): each piece of K has a sum of its own, added in order at the end.
void matvec_nn(const Product& p) {
  const int64_t pieces = (p.K + kPieceRows - 1) / kPieceRows;
  static thread_local Array scratch;
  if (!scratch.defined() || scratch.size() < pieces * p.N) scratch = Array::uninitialized({pieces * p.N});
  Real* sums = scratch.data();
  parallel_for(p.K, kPieceRows, [&](int64_t first, int64_t last) {
    Real* y = sums + first / kPieceRows * p.N;
    int64_t k = first;
    for (; k + kStride <= last; k += kStride)
      add_rows<kStreams>(p.b + k * p.ldb, p.ldb, p.a + k, p.N, y, k == first);
    for (; k < last; ++k) add_rows<1>(p.b + k * p.ldb, p.ldb, p.a + k, p.N, y, k == first);
  });
  if (!p.accumulate) std::fill_n(p.c, p.N, Real(0));
  for (int64_t piece = 0; piece < pieces; ++piece)
    for (int64_t n = 0; n < p.N; ++n) p.c[n] += sums[piece * p.N + n];
}

}  // namespace

bool matvec_fits(const Product& p) {
  return p.M == 1 && p.K > 0 && p.N > 0 && (p.layout == Layout::nt || p.layout == Layout::nn);
}

void matvec(const Product& p) {
  if (p.layout == Layout::nt)
    matvec_nt(p);
  else
    matvec_nn(p);
}

}  // namespace p2g
