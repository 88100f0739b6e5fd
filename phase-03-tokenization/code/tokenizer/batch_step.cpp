#include "tokenizer/batch_step.h"

#include <algorithm>
#include <bit>

#include "math/error.h"
#include "math/numerics.h"
#include "math/simd.h"
#include "math/threads.h"

namespace p2g {
namespace {

using simd::Vector;

constexpr int64_t kExampleGrain = 16;
constexpr int64_t kAhead = 4;  // rows that are fetched while others are worked on

void fetch(const Real* row, int64_t stride) {
  constexpr int64_t kLine = 64 / sizeof(Real);
  for (int64_t d = 0; d < stride; d += kLine) __builtin_prefetch(row + d);
}

// kVectors: registers of a row, so that loops over them unroll; 0 where that is only known at run time.
template <int64_t kVectors>
struct Rows {
  int64_t stride;
  int64_t length() const { return kVectors > 0 ? kVectors * simd::kWidth : stride; }

  Real dot(const Real* a, const Real* b) const {
    Vector even{}, odd{};
    int64_t d = 0;
    for (; d + 2 * simd::kWidth <= length(); d += 2 * simd::kWidth) {
      even += simd::load(a + d) * simd::load(b + d);
      odd += simd::load(a + d + simd::kWidth) * simd::load(b + d + simd::kWidth);
    }
    if (d < length()) even += simd::load(a + d) * simd::load(b + d);
    return simd::sum(even + odd);
  }

  // y += factor · x
  void add(Real* y, Real factor, const Real* x) const {
    const Vector f = simd::broadcast(factor);
    for (int64_t d = 0; d < length(); d += simd::kWidth)
      simd::store(y + d, simd::load(y + d) + f * simd::load(x + d));
  }
};

}  // namespace

struct BatchStep::Work {
  WordTables& tables;
  const WordTasks& batch;
  Real rate;
  Real *hidden, *d_hidden, *moves;
  int64_t stride = tables.stride();

  Real* input(int64_t i) const { return tables.input.data() + batch.inputs[static_cast<size_t>(i)] * stride; }
  Real* output(int64_t t) const {
    return tables.output.data() + batch.targets[static_cast<size_t>(t)] * stride;
  }

  template <typename R>
  void look(const R& rows, int64_t example) const;
  template <typename R>
  void move_outputs(const R& rows, int32_t mine, int32_t mask) const;
  template <typename R>
  void move_inputs(const R& rows, int32_t mine, int32_t mask) const;
  template <int64_t kVectors>
  void run() const;
};

// One example: its h, how its targets shall move, and how h shall.
template <typename R>
void BatchStep::Work::look(const R& rows, int64_t example) const {
  Real* h = hidden + example * stride;
  Real* dh = d_hidden + example * stride;
  std::fill_n(h, stride, Real(0));
  std::fill_n(dh, stride, Real(0));
  const int64_t first_input = batch.input_begin(example);
  const int64_t last_input = batch.input_ends[static_cast<size_t>(example)];
  const Real share = Real(1) / static_cast<Real>(last_input - first_input);
  for (int64_t i = first_input; i < last_input; ++i) rows.add(h, share, input(i));

  const int64_t first = batch.target_begin(example);
  const int64_t last = batch.target_ends[static_cast<size_t>(example)];
  for (int64_t t = first; t < last; ++t) {
    if (t + kAhead < last) fetch(output(t + kAhead), stride);
    moves[t] = rows.dot(h, output(t));
  }
  for (int64_t t = first; t < last; ++t) moves[t] = -rate * sigmoid(moves[t]);
  for (int64_t t = first; t < last; t += 1 + batch.negatives) moves[t] += rate;
  for (int64_t t = first; t < last; ++t) rows.add(dh, share * moves[t], output(t));
}

// The rows whose id has the lower bits `mine`.
template <typename R>
void BatchStep::Work::move_outputs(const R& rows, int32_t mine, int32_t mask) const {
  std::vector<int64_t> places;
  for (int64_t example = 0; example < batch.size(); ++example) {
    const int64_t first = batch.target_begin(example);
    const int64_t last = batch.target_ends[static_cast<size_t>(example)];
    places.resize(static_cast<size_t>(last - first) + 1);
    size_t count = 0;
    for (int64_t t = first; t < last;
         ++t) {  // without a branch, since it would be guessed wrong half the time
      places[count] = t;
      count += static_cast<size_t>((batch.targets[static_cast<size_t>(t)] & mask) == mine);
    }
    for (size_t i = 0; i < count; ++i) {
      if (i + kAhead < count) fetch(output(places[i + kAhead]), stride);
      rows.add(output(places[i]), moves[places[i]], hidden + example * stride);
    }
  }
}

template <typename R>
void BatchStep::Work::move_inputs(const R& rows, int32_t mine, int32_t mask) const {
  for (int64_t example = 0; example < batch.size(); ++example)
    for (int64_t i = batch.input_begin(example); i < batch.input_ends[static_cast<size_t>(example)]; ++i)
      if ((batch.inputs[static_cast<size_t>(i)] & mask) == mine)
        rows.add(input(i), Real(1), d_hidden + example * stride);
}

template <int64_t kVectors>
void BatchStep::Work::run() const {
  const Rows<kVectors> rows{stride};
  parallel_for(batch.size(), kExampleGrain, [&](int64_t first, int64_t last) {
    for (int64_t example = first; example < last; ++example) look(rows, example);
  });
  const auto owners = static_cast<int32_t>(std::bit_ceil(static_cast<uint32_t>(thread_count())));
  parallel_for(owners, 1, [&](int64_t first, int64_t last) {
    for (auto mine = static_cast<int32_t>(first); mine < last; ++mine) {
      move_outputs(rows, mine, owners - 1);
      move_inputs(rows, mine, owners - 1);
    }
  });
}

void BatchStep::run(WordTables& tables, const WordTasks& batch, Real rate) {
  if (batch.size() == 0) return;
  const auto numbers = static_cast<size_t>(batch.size() * tables.stride());
  hidden_.resize(std::max(hidden_.size(), numbers));
  d_hidden_.resize(hidden_.size());
  moves_.resize(std::max(moves_.size(), batch.targets.size()));
  const Work work{tables, batch, rate, hidden_.data(), d_hidden_.data(), moves_.data()};
  switch (tables.stride() / simd::kWidth) {
    case 2:
      return work.run<2>();
    case 4:
      return work.run<4>();
    case 7:
      return work.run<7>();
    case 13:
      return work.run<13>();
    default:
      return work.run<0>();
  }
}

}  // namespace p2g
