#include "sequence/lstm_fused.h"

#include <algorithm>
#include <utility>

#include "math/elementwise.h"
#include "math/error.h"
#include "math/matmul.h"
#include "math/reduce.h"
#include "math/threads.h"
#include "sequence/lstm_cell.h"
#include "sequence/panels.h"
#include "sequence/time.h"

namespace p2g {
namespace {

const Op kLstm("sequence", "lstm_over_time");

struct Size {
  int64_t T, B, in, H, G;
  int64_t wide() const { return G * H; }
  int64_t state() const { return B * H; }
  int64_t grain() const {  // groups of units a piece: one piece a thread, if that is worth it
    constexpr int64_t kWorth = 100000;
    const int64_t groups = (H + Panels::kWidth - 1) / Panels::kWidth, threads = thread_count();
    return std::max({int64_t(1), kWorth / (B * H * G * Panels::kWidth), (groups + threads - 1) / threads});
  }
};

// What a run leaves for the way back.
struct Run {
  Size size;
  Array mask;   // (T,B), or nothing
  Array gates;  // (T,B,GH); backward turns them into ∂loss/∂sums, in place
  Array h;      // (T+2,B,H): the state before, after each step, and last of all the final c
  Array c;      // (T+1,B,H)

  bool rests(int64_t t, int64_t b) const { return mask.defined() && mask[t * size.B + b] == 0; }
  Real* gates_at(int64_t t, int64_t b) { return gates.data() + (t * size.B + b) * size.wide(); }
  static Real* at(Array& states, const Size& s, int64_t t, int64_t b) {
    return states.data() + t * s.state() + b * s.H;
  }
};

template <bool kForget>
void step_forward(Run& run, int64_t t, int64_t first, int64_t n) {
  const Size& s = run.size;
  for (int64_t b = 0; b < s.B; ++b) {
    const Real *h_before = Run::at(run.h, s, t, b) + first, *c_before = Run::at(run.c, s, t, b) + first;
    Real *h = Run::at(run.h, s, t + 1, b) + first, *c = Run::at(run.c, s, t + 1, b) + first;
    if (run.rests(t, b)) {
      std::copy_n(h_before, n, h);
      std::copy_n(c_before, n, c);
    } else {
      cell::forward<kForget>({run.gates_at(t, b) + first, s.H}, c_before, c, h, n);
    }
  }
}

template <bool kForget>
void run_forward(Run& run, const Real* w_h) {
  const Size& s = run.size;
  if (s.T <= 2) {  // packing would cost more than the products
    for (int64_t t = 0; t < s.T; ++t) {
      matmul({Layout::nn, s.B, s.wide(), s.H, Run::at(run.h, s, t, 0), s.H, w_h, s.wide(), run.gates_at(t, 0),
              s.wide(), /*accumulate=*/true});
      step_forward<kForget>(run, t, 0, s.H);
    }
    return;
  }
  const Panels weights(w_h, s.G, s.H, 1, s.wide(), s.H, s.H);
  RowPanels packed[2] = {{s.B, s.H}, {s.B, s.H}};  // h before this step, and after
  packed[0].put(run.h.data(), s.H, 0, s.H);
  for (int64_t t = 0; t < s.T; ++t)
    parallel_for(weights.groups(), s.grain(), [&](int64_t begin, int64_t end) {
      for (int64_t group = begin; group < end; ++group) {
        const int64_t first = weights.first(group), n = weights.width(group);
        for (int64_t gate = 0; gate < s.G; ++gate)
          weights.multiply(s.B, packed[t % 2].data(), gate, group, run.gates_at(t, 0) + gate * s.H + first,
                           s.wide());
        step_forward<kForget>(run, t, first, n);
        packed[(t + 1) % 2].put(Run::at(run.h, s, t + 1, 0) + first, s.H, first, n);
      }
    });
}

// On the way back: dh and dc are the gradients of the state between two steps.
struct Back {
  const Real* dy;  // (T+1,B,H): of every h, and last of the final c
  Array dh, dc;    // (B,H)
};

template <bool kForget>
void step_backward(Run& run, Back& back, int64_t t, int64_t first, int64_t n) {
  const Size& s = run.size;
  for (int64_t b = 0; b < s.B; ++b) {
    Real *dh = Run::at(back.dh, s, 0, b) + first, *dc = Run::at(back.dc, s, 0, b) + first;
    const Real* dy = back.dy + t * s.state() + b * s.H + first;
    for (int64_t u = 0; u < n; ++u) dh[u] += dy[u];
    Real* gates = run.gates_at(t, b) + first;
    if (run.rests(t, b)) {  // dh and dc go to the step before as they are
      for (int64_t gate = 0; gate < s.G; ++gate) std::fill_n(gates + gate * s.H, n, Real(0));
    } else {
      cell::backward<kForget>({gates, s.H}, Run::at(run.c, s, t, b) + first,
                              Run::at(run.c, s, t + 1, b) + first, dh, dc, n);
      std::fill_n(dh, n, Real(0));  // the product with w_hᵀ comes on top
    }
  }
}

// dh of the state before the first step is left in back.dh, its dc in back.dc.
template <bool kForget>
void run_backward(Run& run, const Real* w_h, Back& back) {
  const Size& s = run.size;
  const Panels weights(w_h, 1, 0, s.wide(), 1, s.wide(), s.H);  // w_hᵀ (GH,H)
  RowPanels packed[2] = {{s.B, s.wide()}, {s.B, s.wide()}};     // ∂loss/∂sums of step t+1, and of t
  for (int64_t t = s.T - 1; t >= -1; --t)
    parallel_for(weights.groups(), s.grain(), [&](int64_t begin, int64_t end) {
      for (int64_t group = begin; group < end; ++group) {
        const int64_t first = weights.first(group), n = weights.width(group);
        if (t < s.T - 1)
          weights.multiply(s.B, packed[(t + 1) % 2].data(), 0, group, back.dh.data() + first, s.H);
        if (t < 0) continue;
        step_backward<kForget>(run, back, t, first, n);
        for (int64_t gate = 0; gate < s.G; ++gate)
          packed[t % 2].put(run.gates_at(t, 0) + gate * s.H + first, s.wide(), gate * s.H + first, n);
      }
    });
}

// dW (K,GH) += xᵀ (K,TB) · dsums (TB,GH)
void weight_gradient(const Size& s, const Tensor& w, const Real* x, const Array& dsums) {
  if (!w.requires_grad()) return;
  const int64_t K = w.shape()[0];
  const GradientSink dw = w.gradient_sink();
  matmul({Layout::tn, K, s.wide(), s.T * s.B, x, K, dsums.data(), s.wide(), dw.data, s.wide(), dw.add});
}

// Parents: x, w_x, w_h, bias, h0, c0.
template <bool kForget>
void rule(Run& run, Node& node) {
  const Size& s = run.size;
  const Shape state{s.B, s.H};
  Back back{node.grad.data(), Array::zeros(state), node.grad.slice(s.T, 1).reshaped(state).clone()};
  run_backward<kForget>(run, node.parents[2].value().data(), back);
  const Tensor &x = node.parents[0], &w_x = node.parents[1], &bias = node.parents[3];
  if (x.requires_grad()) {  // dx (TB,in) += dsums (TB,GH) · w_xᵀ
    const GradientSink dx = x.gradient_sink();
    matmul({Layout::nt, s.T * s.B, s.in, s.wide(), run.gates.data(), s.wide(), w_x.value().data(), s.wide(),
            dx.data, s.in, dx.add});
  }
  weight_gradient(s, w_x, x.value().data(), run.gates);
  weight_gradient(s, node.parents[2], run.h.data(), run.gates);
  if (bias.requires_grad()) {
    const GradientSink db = bias.gradient_sink();
    sum_rows(run.gates, db.data, db.add);
  }
  node.parents[4].accumulate(back.dh);
  node.parents[5].accumulate(back.dc);
}

Size check(const LstmLayer& layer, const Tensor& x, const LstmState& before, const Array* mask) {
  check_rank(kLstm.name, "x", x.shape(), 3);
  check_rank(kLstm.name, "w_h", layer.w_h.shape(), 2);
  const Size s{x.shape()[0], x.shape()[1], x.shape()[2], layer.w_h.shape()[0],
               layer.form == LstmForm::with_forget_gate ? 4 : 3};
  check_shape(kLstm.name, "w_x", layer.w_x.shape(), {s.in, s.wide()});
  check_shape(kLstm.name, "w_h", layer.w_h.shape(), {s.H, s.wide()});
  check_shape(kLstm.name, "the bias", layer.bias.shape(), {s.wide()});
  check_shape(kLstm.name, "the state h", before.h.shape(), {s.B, s.H});
  check_shape(kLstm.name, "the state c", before.c.shape(), {s.B, s.H});
  if (mask) check_mask(kLstm.name, *mask, x.shape());
  return s;
}

template <bool kForget>
Tensor over_time(Run run, const LstmLayer& layer, const Tensor& x, const LstmState& before) {
  const Size s = run.size;
  run_forward<kForget>(run, layer.w_h.value().data());
  std::copy_n(Run::at(run.c, s, s.T, 0), s.state(), Run::at(run.h, s, s.T + 1, 0));
  return make_node(kLstm, run.h.slice(1, s.T + 1), {x, layer.w_x, layer.w_h, layer.bias, before.h, before.c},
                   [run](Node& node) mutable { rule<kForget>(run, node); });
}

}  // namespace

Tensor lstm_over_time(const LstmLayer& layer, const Tensor& x, const LstmState& before, const Array* mask) {
  const Size s = check(layer, x, before, mask);
  Run run{s, mask ? *mask : Array(), matmul_nn(x.value(), layer.w_x.value()),
          Array::uninitialized({s.T + 2, s.B, s.H}), Array::uninitialized({s.T + 1, s.B, s.H})};
  add_row(run.gates, layer.bias.value());
  std::copy_n(before.h.value().data(), s.state(), run.h.data());
  std::copy_n(before.c.value().data(), s.state(), run.c.data());
  const auto over = s.G == 4 ? over_time<true> : over_time<false>;
  return over(std::move(run), layer, x, before);
}

}  // namespace p2g
