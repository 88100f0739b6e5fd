#include "attention/attend.h"

#include "attention/online_softmax.h"
#include "math/array.h"
#include "math/threads.h"

namespace p2g {
namespace {

using namespace simd;
constexpr int64_t kPiece = 64;   // keys that one thread takes at a time
constexpr int64_t kStreams = 8;  // rows that are read at once

Vector numbers(const Real* p, int64_t left) { return left >= kWidth ? load(p) : load_part(p, left); }

// out[i] = query · row i, of one head.
template <int64_t kCount>
void dots(const Real* query, const Real* rows, int64_t ld, int64_t D, Real factor, Real* out) {
  Vector sum[static_cast<size_t>(kCount)]{};
  for (int64_t d = 0; d < D; d += kWidth) {
    const Vector q = numbers(query + d, D - d);
    for (int64_t i = 0; i < kCount; ++i) {
      __builtin_prefetch(rows + (i + kStreams) * ld + d);
      sum[i] += q * numbers(rows + i * ld + d, D - d);
    }
  }
  for (int64_t i = 0; i < kCount; ++i) out[i] = simd::sum(sum[i]) * factor;
}

// y += Σ weights[i] · row i, of one head.
template <int64_t kCount>
void gather(const Real* weights, const Real* rows, int64_t ld, int64_t D, Real* y) {
  for (int64_t d = 0; d < D; d += kWidth) {
    Vector sum = numbers(y + d, D - d);
    for (int64_t i = 0; i < kCount; ++i) {
      __builtin_prefetch(rows + (i + kStreams) * ld + d);
      sum += weights[i] * numbers(rows + i * ld + d, D - d);
    }
    if (D - d >= kWidth)
      store(y + d, sum);
    else
      store_part(y + d, sum, D - d);
  }
}

// The newest query over all keys: decoding, which is bound by memory. Keys are taken in pieces, all heads of
// a row together, as they lie; the pieces are then joined in order.
class OneQuery {
 public:
  OneQuery(const Real* q, const Real* keys, const Real* values, int64_t count, int64_t heads, int64_t D)
      : q_(q),
        keys_(keys),
        values_(values),
        count_(count),
        H_(heads),
        D_(D),
        pieces_((count + kPiece - 1) / kPiece),
        weights_(Array::uninitialized({pieces_, H_, kPiece})),
        y_(Array::zeros({pieces_, H_ * D_})),
        highest_(Array::uninitialized({pieces_, H_})),
        total_(Array::uninitialized({pieces_, H_})) {}

  void run(Real* y) {
    parallel_for(pieces_, 1, [this](int64_t begin, int64_t end) {
      for (int64_t piece = begin; piece < end; ++piece) look(piece);
    });
    for (int64_t h = 0; h < H_; ++h) join(h, y + h * D_);
  }

 private:
  // body(first, count) over the rows of a piece, kStreams at a time.
  template <typename F>
  void for_rows(int64_t rows, F body) const {
    int64_t j = 0;
    for (; j + kStreams <= rows; j += kStreams)
      for (int64_t h = 0; h < H_; ++h) body(std::integral_constant<int64_t, kStreams>(), j, h);
    for (; j < rows; ++j)
      for (int64_t h = 0; h < H_; ++h) body(std::integral_constant<int64_t, 1>(), j, h);
  }

  void look(int64_t piece) {
    const int64_t C = H_ * D_, first = piece * kPiece, rows = std::min(kPiece, count_ - first);
    Real* weights = weights_.data() + piece * H_ * kPiece;
    for_rows(rows, [&](auto count, int64_t j, int64_t h) {
      dots<count()>(q_ + h * D_, keys_ + (first + j) * C + h * D_, C, D_, tile::score_scale(D_),
                    weights + h * kPiece + j);
    });
    for (int64_t h = 0; h < H_; ++h) {
      Real* row = weights + h * kPiece;
      tile::hide(row, {0, rows}, kPiece);
      const Real peak = tile::highest(row, kPiece);
      tile::exponentials(row, kPiece, peak);
      highest_[piece * H_ + h] = peak;
      total_[piece * H_ + h] = tile::total(row, kPiece);
    }
    for_rows(rows, [&](auto count, int64_t j, int64_t h) {
      gather<count()>(weights + h * kPiece + j, values_ + (first + j) * C + h * D_, C, D_,
                      y_.data() + piece * C + h * D_);
    });
  }

  void join(int64_t h, Real* y) const {
    Real highest = highest_[h], total = 0;
    for (int64_t piece = 1; piece < pieces_; ++piece) highest = std::max(highest, highest_[piece * H_ + h]);
    std::fill_n(y, D_, Real(0));
    for (int64_t piece = 0; piece < pieces_; ++piece) {
      const Real factor = fast_exp(highest_[piece * H_ + h] - highest);
      total += factor * total_[piece * H_ + h];
      const Real* part = y_.data() + (piece * H_ + h) * D_;
      for (int64_t d = 0; d < D_; ++d) y[d] += factor * part[d];
    }
    for (int64_t d = 0; d < D_; ++d) y[d] /= total;
  }

  const Real *q_, *keys_, *values_;
  int64_t count_, H_, D_, pieces_;
  Array weights_, y_;      // of each piece: (H,kPiece), (H·D)
  Array highest_, total_;  // (pieces,H)
};

}  // namespace

void attend(const Real* q, int64_t ldq, const Real* keys, const Real* values, Real* y, int64_t n,
            int64_t past, int64_t heads, int64_t D) {
  if (n == 1) return OneQuery(q, keys, values, past + 1, heads, D).run(y);
  const int64_t C = heads * D, chunks = (n + kAttendRows - 1) / kAttendRows;
  parallel_for(heads * chunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t piece = begin; piece < end; ++piece) {
      const int64_t h = piece % heads, first = (chunks - 1 - piece / heads) * kAttendRows;  // longest first
      const HeadRows head{q + h * D,
                          keys + h * D,
                          values + h * D,
                          y + h * D,
                          ldq,
                          C,
                          C,
                          C,
                          D,
                          Reach{.past = past, .keys = past + n}};
      attend_rows(head, first, std::min(kAttendRows, n - first));
    }
  });
}

}  // namespace p2g
