#include <algorithm>
#include <cmath>

#include "math/error.h"
#include "nn/softmax.h"
#include "sequence/beam.h"
#include "sequence/time.h"
#include "transformer/encoder_decoder.h"

namespace p2g {
namespace {

struct Answer {
  std::vector<int32_t> ids;  // kBegin first
  double log_p = 0;
};

// The answers to one source: those that go on, and those that ended.
struct Search {
  std::vector<Answer> open{Answer{{kBegin}, 0}}, done;
};

// log p of what comes after every open answer, in order of the sources: (N,words).
Array next_words(const EncoderDecoder& model, const Remembered& read, const std::vector<Search>& searches) {
  std::vector<size_t> from;
  std::vector<int32_t> ids;
  for (size_t b = 0; b < searches.size(); ++b)
    for (const Answer& answer : searches[b].open) {
      from.push_back(b);
      ids.insert(ids.end(), answer.ids.begin(), answer.ids.end());
    }
  const auto N = std::ssize(from), T = std::ssize(ids) / N;
  Remembered rows{Tensor::constant(picked(read.memory.value(), from)), {}};
  for (const size_t b : from) rows.source.key_lengths.push_back(read.source.key_lengths[b]);
  const Array x = model.decode(Ids({N, T}, std::move(ids)), rows).value();
  const int64_t C = x.shape().last();
  Array last = Array::uninitialized({N, C});  // only the last place is asked what comes next
  for (int64_t n = 0; n < N; ++n) std::copy_n(x.data() + (n * T + T - 1) * C, C, last.data() + n * C);
  return log_softmax(model.head(Tensor::constant(last))).value();
}

// One word more for the open answers of one source. One that ends gives up its place in the beam.
void extend(Search& search, const Array& next, int64_t width) {
  std::vector<double> so_far;
  for (const Answer& answer : search.open) so_far.push_back(answer.log_p);
  std::vector<Answer> longer;
  const auto places = static_cast<size_t>(width - std::ssize(search.done));
  for (const Extension& e : best_extensions(so_far, next, places)) {
    Answer answer{search.open[e.from].ids, e.log_p};
    if (e.id != kEnd) answer.ids.push_back(e.id);
    (e.id == kEnd ? search.done : longer).push_back(std::move(answer));
  }
  search.open = std::move(longer);
}

std::vector<int32_t> best_of(const Search& search, double alpha) {
  const std::vector<Answer>& all = search.done.empty() ? search.open : search.done;
  const auto value = [&](const Answer& a) { return a.log_p / gnmt_penalty(std::ssize(a.ids), alpha); };
  const Answer& best = *std::ranges::max_element(all, {}, value);
  return {best.ids.begin() + 1, best.ids.end()};
}

}  // namespace

double gnmt_penalty(int64_t length, double alpha) {
  return std::pow((5 + static_cast<double>(length)) / 6, alpha);
}

std::vector<std::vector<int32_t>> translate(const EncoderDecoder& model,
                                            std::span<const std::vector<int32_t>> sources,
                                            const TranslateSettings& settings) {
  if (settings.width < 1) fail("translate", "a beam of {}, wanted 1 or more", settings.width);
  const NoGrad no_grad;
  std::vector<IdPair> pairs;
  for (const std::vector<int32_t>& source : sources) pairs.push_back({source, {}});
  const TranslationBatch batch = translation_batch(pairs);
  const Remembered read = model.encode(batch.source, batch.source_lengths);
  std::vector<Search> searches(sources.size());
  const auto going_on = [](const Search& search) { return !search.open.empty(); };
  for (int64_t step = 0; step < settings.longest && std::ranges::any_of(searches, going_on); ++step) {
    const Array next = next_words(model, read, searches);
    int64_t row = 0;
    for (Search& search : searches) {
      const auto rows = std::ssize(search.open);
      if (rows > 0) extend(search, next.slice(row, rows), settings.width);
      row += rows;
    }
  }
  std::vector<std::vector<int32_t>> answers;
  for (const Search& search : searches) answers.push_back(best_of(search, settings.alpha));
  return answers;
}

}  // namespace p2g
