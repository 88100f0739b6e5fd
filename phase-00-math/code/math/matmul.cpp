#include "math/matmul.h"

#include <cstdlib>
#include <string_view>

#include "math/error.h"
#include "math/matvec.h"

namespace p2g {
namespace {

struct Choice {
  std::string_view name;
  void (*function)(const Product&);
};

constexpr Choice kChoices[] = {
    {"packed", matmul_packed}, {"eigen", matmul_eigen}, {"tiled", matmul_tiled}, {"naive", matmul_naive}};

const Choice& chosen() {
  static const Choice& choice = []() -> const Choice& {
    const char* wanted = std::getenv("P2G_MATMUL");
    if (wanted == nullptr || *wanted == '\0') return kChoices[0];
    for (const Choice& c : kChoices)
      if (c.name == wanted) return c;
    fail("matmul", "P2G_MATMUL is '{}', wanted packed, eigen, tiled or naive", wanted);
  }();
  return choice;
}

[[noreturn]] void fail_inner(const Array& a, const Array& b, int64_t a_inner, int64_t b_inner) {
  fail("matmul", "x is {} but W is {}: inner sizes {} and {} differ. Is W transposed?", a.shape().to_string(),
       b.shape().to_string(), a_inner, b_inner);
}

void check(const Array& a, const Array& b, int64_t a_inner, int64_t b_inner) {
  if (a.shape().rank() < 1) fail("matmul", "x is {}, wanted at least one dimension", a.shape().to_string());
  if (a_inner != b_inner) fail_inner(a, b, a_inner, b_inner);
}

}  // namespace

void matmul(const Product& p) {
  const Choice& choice = chosen();
  if (choice.function == matmul_packed && matvec_fits(p)) return matvec(p);
  choice.function(p);
}

const char* matmul_name() { return chosen().name.data(); }

Array matmul_nn(const Array& a, const Array& b) {
  check_rank("matmul", "W", b.shape(), 2);
  const int64_t K = b.shape()[0], N = b.shape()[1];
  check(a, b, a.shape().rank() < 1 ? -1 : a.shape().last(), K);
  Array c = Array::uninitialized(a.shape().with(-1, N));
  matmul({Layout::nn, a.shape().rows(), N, K, a.data(), K, b.data(), N, c.data(), N});
  return c;
}

Array matmul_nt(const Array& a, const Array& b) {
  check_rank("matmul", "W", b.shape(), 2);
  const int64_t N = b.shape()[0], K = b.shape()[1];
  check(a, b, a.shape().rank() < 1 ? -1 : a.shape().last(), K);
  Array c = Array::uninitialized(a.shape().with(-1, N));
  matmul({Layout::nt, a.shape().rows(), N, K, a.data(), K, b.data(), K, c.data(), N});
  return c;
}

Array matmul_tn(const Array& a, const Array& b) {
  check(a, b, a.shape().rows(), b.shape().rows());
  const int64_t M = a.shape().last(), N = b.shape().last();
  Array c = Array::uninitialized({M, N});
  matmul({Layout::tn, M, N, a.shape().rows(), a.data(), M, b.data(), N, c.data(), N});
  return c;
}

Array matmul_tt(const Array& a, const Array& b) {
  check_rank("matmul", "x", a.shape(), 2);
  check_rank("matmul", "W", b.shape(), 2);
  const int64_t K = a.shape()[0], M = a.shape()[1], N = b.shape()[0];
  check(a, b, K, b.shape()[1]);
  Array c = Array::uninitialized({M, N});
  matmul({Layout::tt, M, N, K, a.data(), M, b.data(), K, c.data(), N});
  return c;
}

}  // namespace p2g
