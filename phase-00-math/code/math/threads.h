// Every core in every op: a loop split into pieces that do not depend on how many threads there are,
// so that results are the same for any number of them.
#pragma once

#include <cstdint>
#include <type_traits>

namespace p2g {

int thread_count();            // P2G_THREADS, or the machine's cores, until set
void set_thread_count(int n);  // 1 or more; not from inside a parallel loop

// A reference to a callable, so that the loop below costs no allocation.
class RangeFunction {
 public:
  template <typename F>
  requires(!std::is_same_v<std::remove_cvref_t<F>, RangeFunction>)
      RangeFunction(F&& f)  // NOLINT: implicit on purpose
      : object_(const_cast<void*>(static_cast<const void*>(&f))),
        call_([](void* object, int64_t first, int64_t last) {
          (*static_cast<std::remove_reference_t<F>*>(object))(first, last);
        }) {}
  void operator()(int64_t first, int64_t last) const { call_(object_, first, last); }

 private:
  void* object_;
  void (*call_)(void*, int64_t, int64_t);
};

// Calls body(first, last) over pieces of [0, n) of `grain` elements each (the last may be shorter), on all
// threads. Pieces are handed out in order, to whichever thread is free. One piece, one thread, or a call from
// inside another parallel loop runs in place. An exception in a piece is thrown again here.
void parallel_for(int64_t n, int64_t grain, RangeFunction body);

// The sum over pieces of body(first, last), added in order of the pieces: the same for any number of threads.
double parallel_sum(int64_t n, int64_t grain, double (*body)(const void*, int64_t, int64_t),
                    const void* state);
template <typename F>
double parallel_sum(int64_t n, int64_t grain, const F& body) {
  return parallel_sum(
      n, grain,
      [](const void* state, int64_t first, int64_t last) {
        return static_cast<double>((*static_cast<const F*>(state))(first, last));
      },
      &body);
}

}  // namespace p2g
