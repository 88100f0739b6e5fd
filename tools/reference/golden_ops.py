"""Golden numbers of every operation: its result, and the gradients that one random dy sends to its inputs.

Needs PyTorch (Debian: python3-torch). The tests read what this writes; they do not need Python.
"""
import numpy as np
import torch
import torch.nn.functional as F

from reference import Golden, attention, gelu, random_bits

SCRIPT, SEED = "golden_ops.py", 1986
# As in the tests' op_cases.h.
IDS = torch.tensor([[1, 0, 3], [1, 1, 2]])
TARGETS = torch.tensor([0, 4, -1, 2, 2, 1])


class Cases:
    def __init__(self, room):
        self.golden = Golden(SCRIPT, SEED)
        self.golden.note(f"room {room}: for each operation its inputs, result y, gradient dy from above, and the "
                         "gradients it sends down")
        self.generator = np.random.default_rng(SEED)

    def normal(self, *shape):
        return self.generator.normal(size=shape).astype(np.float32)

    def uniform(self, low, high, *shape):
        return self.generator.uniform(low, high, shape).astype(np.float32)

    def add(self, name, inputs, apply):
        tensors = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in inputs]
        y = apply(*tensors)
        dy = self.normal(*y.shape) if y.dim() else np.float32(self.generator.normal())
        y.backward(torch.tensor(dy, dtype=torch.float64))
        for i, x in enumerate(inputs):
            self.golden.add(f"{name}.in{i}", x)
        self.golden.add(f"{name}.y", y.detach())
        self.golden.add(f"{name}.dy", dy)
        for i, x in enumerate(tensors):
            self.golden.add(f"{name}.d{i}", x.grad)


def dropout(x, p, seed):
    """nn/dropout.h: element i falls if number i of the stream is under p; the stream is the first of Random(seed)."""
    stream = random_bits(random_bits(seed, 1)[0], 1)[0]
    u = (random_bits(stream, x.numel()) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53
    return x * torch.tensor(np.where(u < p, 0, 1 / (1 - p))).reshape(x.shape)


def loss(logits):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), TARGETS, ignore_index=-1)


def write_nn():
    c = Cases("nn")
    n = c.normal
    c.add("add", [n(2, 3), n(2, 3)], lambda a, b: a + b)
    c.add("subtract", [n(2, 3), n(2, 3)], lambda a, b: a - b)
    c.add("multiply", [n(2, 3), n(2, 3)], lambda a, b: a * b)
    c.add("scale", [n(4)], lambda a: -2.5 * a)
    c.add("add_bias", [n(2, 3, 19), n(19)], lambda x, b: x + b)
    c.add("matmul", [n(2, 3, 9), n(9, 11)], lambda x, w: x @ w)
    c.add("matmul_nt", [n(2, 3, 9), n(11, 9)], lambda x, w: x @ w.T)
    c.add("linear", [n(2, 3, 9), n(9, 11), n(11)], lambda x, w, b: x @ w + b)
    c.add("tanh", [n(5, 7)], torch.tanh)
    c.add("sigmoid", [n(5, 7)], torch.sigmoid)
    c.add("exp", [n(5, 7)], torch.exp)
    c.add("log", [c.uniform(0.5, 3, 5, 7)], torch.log)
    c.add("relu", [n(5, 7)], torch.relu)
    c.add("sum", [n(5, 7)], torch.sum)
    c.add("mean", [n(5, 7)], torch.mean)
    c.add("reshape", [n(2, 6)], lambda x: x.reshape(3, 4))
    c.add("softmax", [3 * n(3, 37)], lambda x: torch.softmax(x, -1))
    c.add("log_softmax", [3 * n(3, 37)], lambda x: torch.log_softmax(x, -1))
    c.add("embedding", [n(4, 5)], lambda table: table[IDS])
    c.add("cross_entropy", [3 * n(2, 3, 37)], loss)
    c.add("dropout", [n(6, 5)], lambda x: dropout(x, 0.4, 3))
    c.golden.write("phase-01-neural-nets/tests/golden/ops.txt")


def gru(x, h, w_x, w_h, w_n, bias):
    """Cho et al. 2014: the gate r before the product, which is not where nn.GRU has it."""
    states = []
    for step in x:
        z, r, n = (step @ w_x + bias).chunk(3, -1)
        hz, hr = (h @ w_h).chunk(2, -1)
        z, r = torch.sigmoid(z + hz), torch.sigmoid(r + hr)
        h = z * h + (1 - z) * torch.tanh(n + (r * h) @ w_n)
        states.append(h)
    return torch.stack(states)


def lstm(x, w_x, w_h, bias, h, c):
    y, _, last = torch._VF.lstm(x, (h[None], c[None]), [w_x.T, w_h.T, bias, 0 * bias], True, 1, 0.0, True, False, False)
    return torch.cat([y, last])


def rnn(x, w_x, w_h, bias, h):
    return torch._VF.rnn_tanh(x, h[None], [w_x.T, w_h.T, bias, 0 * bias], True, 1, 0.0, True, False, False)[0]


def write_sequence():
    c = Cases("sequence")
    n = c.normal
    mask = torch.tensor([[1.0], [0.0], [1.0]])
    c.add("times", [n(4, 3, 2)], lambda x: x[1:3])
    c.add("stack", [n(3, 2), n(3, 2), n(3, 2)], lambda *steps: torch.stack(steps))
    c.add("columns", [n(3, 2, 7)], lambda x: x[..., 2:5])
    c.add("carry", [n(3, 4), n(3, 4)], lambda now, before: mask * now + (1 - mask) * before)
    c.add("lstm_over_time", [n(5, 3, 4), n(4, 24), n(6, 24), n(24), n(3, 6), n(3, 6)], lstm)
    # Compositions, which are no operations of their own.
    c.add("rnn", [n(5, 3, 4), n(4, 6), n(6, 6), n(6), n(3, 6)], rnn)
    c.add("gru", [n(5, 3, 4), n(3, 6), n(4, 18), n(6, 12), n(6, 6), n(18)], gru)
    c.golden.write("phase-02-sequence-models/tests/golden/ops.txt")


def causal_mask(scores):
    T = scores.shape[-1]
    return scores.masked_fill(torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1), float("-inf"))


def windowed(scores, window, key_lengths):
    """attention/visible.h, causal: query i stands at i + Tk − Tq and sees the last `window` keys, none of the padding."""
    Tq, Tk = scores.shape[-2:]
    position, key = torch.arange(Tq)[:, None] + Tk - Tq, torch.arange(Tk)[None]
    seen = (key <= position) & (key > position - window) & (key < torch.tensor(key_lengths)[:, None, None])
    return scores.masked_fill(~seen[:, None], float("-inf"))


def rope_halves(x, first):
    """As LLaMA has it on Hugging Face: x·cos + rotate_half(x)·sin."""
    T, D = x.shape[-2:]
    frequency = 10000.0 ** (-torch.arange(0, D, 2, dtype=torch.float64) / D)
    angle = torch.outer(torch.arange(first, first + T, dtype=torch.float64), frequency).repeat(1, 2)
    return x * angle.cos() + torch.cat([-x[..., D // 2:], x[..., :D // 2]], -1) * angle.sin()


def heads_apart(q, k, v, heads, kv_heads, key_lengths):
    """Grouped heads over padded keys; torch's own scaled_dot_product_attention says the same where it exists."""
    B, Tq, C = q.shape
    D = C // heads
    q = q.reshape(B, Tq, heads, D).transpose(1, 2)
    k, v = (x.reshape(B, -1, kv_heads, D).transpose(1, 2).repeat_interleave(heads // kv_heads, 1) for x in (k, v))
    seen = torch.arange(k.shape[2]) < torch.tensor(key_lengths)[:, None, None, None]
    y = torch.softmax((q @ k.transpose(2, 3) / D ** 0.5).masked_fill(~seen, float("-inf")), -1) @ v
    if hasattr(F, "scaled_dot_product_attention"):
        torch.testing.assert_close(y, F.scaled_dot_product_attention(q, k, v, attn_mask=seen.expand(B, 1, Tq, -1)))
    return y.transpose(1, 2).reshape(B, Tq, C)


def write_attention():
    c = Cases("attention")
    n = c.normal
    c.add("flash_attention", [n(2, 5, 12)], lambda qkv: attention(qkv, 2))
    c.add("split_heads", [n(2, 3, 8)], lambda x: x.reshape(2, 3, 4, 2).transpose(1, 2))
    c.add("merge_heads", [n(2, 4, 3, 2)], lambda x: x.transpose(1, 2).reshape(2, 3, 8))
    c.add("split_channels", [n(2, 3, 6)], lambda x: x[..., 2:4])
    c.add("batched_matmul", [n(2, 2, 3, 4), n(2, 2, 4, 5)], lambda a, b: a @ b)
    c.add("batched_matmul_nt", [n(2, 2, 3, 4), n(2, 2, 5, 4)], lambda a, b: a @ b.transpose(2, 3))
    # −∞ has no golden number: the mask is followed by a softmax.
    c.add("causal_mask", [n(2, 4, 4)], lambda s: torch.softmax(causal_mask(s), -1))
    c.add("mask_scores", [n(2, 2, 3, 4)], lambda s: torch.softmax(windowed(s, 2, [4, 3]), -1))
    c.add("rope", [n(2, 2, 3, 4)], lambda x: rope_halves(x, 5))
    c.add("flash_attention_apart", [n(2, 3, 12), n(2, 5, 6), n(2, 5, 6)],
          lambda q, k, v: heads_apart(q, k, v, 4, 2, [5, 2]))
    c.golden.write("phase-04-attention/tests/golden/ops.txt")


def write_alignment():
    c = Cases("attention, recurrent")
    n = c.normal
    hidden = torch.tensor([[1, 0, 1, 1], [1, 1, 0, 0]]) == 0
    c.add("pair_sums", [n(2, 3, 4), n(2, 5, 4)], lambda q, k: q.unsqueeze(2) + k.unsqueeze(1))
    c.add("beside", [n(2, 3, 4), n(2, 3, 2)], lambda a, b: torch.cat([a, b], -1))
    c.add("masked_softmax", [n(2, 4)], lambda s: torch.softmax(s.masked_fill(hidden, float("-inf")), -1))
    c.add("gaussian_window", [n(2, 3)],
          lambda p: torch.exp(-(torch.arange(5.0, dtype=torch.float64) - p.unsqueeze(-1)) ** 2 / 2))
    c.golden.write("phase-04-attention/tests/golden/alignment_ops.txt")


def rms_norm(x, weight):
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-6) * weight


def multi_head(x, memory, w_q, w_k, w_v, w_o, b_q, b_k, b_v, b_o):
    """nn.MultiheadAttention, whose weights are (out,in); the second sequence's memory has three positions of five."""
    padding = torch.arange(5) >= torch.tensor([[5], [3]])
    y, _ = F.multi_head_attention_forward(
        x.transpose(0, 1), memory.transpose(0, 1), memory.transpose(0, 1), 8, 2, torch.cat([w_q.T, w_k.T, w_v.T]),
        torch.cat([b_q, b_k, b_v]), None, None, False, 0.0, w_o.T, b_o, key_padding_mask=padding, need_weights=False)
    return y.transpose(0, 1)


def write_multi_head():
    c = Cases("attention, the layer")
    n = c.normal
    c.add("multi_head", [n(2, 3, 8), n(2, 5, 8)] + [n(8, 8) for _ in range(4)] + [n(8) for _ in range(4)], multi_head)
    c.golden.write("phase-04-attention/tests/golden/multi_head.txt")


def write_transformer():
    c = Cases("transformer")
    n = c.normal
    c.add("layer_norm", [2 * n(2, 3, 37) + 1, n(37), n(37)], lambda x, w, b: torch.layer_norm(x, (37,), w, b, 1e-5))
    c.add("gelu", [2 * n(5, 7)], gelu)
    c.add("bias_gelu", [2 * n(2, 3, 19), n(19)], lambda x, b: gelu(x + b))
    c.add("add_positions", [n(2, 3, 4), n(6, 4)], lambda x, table: x + table[:3])
    c.add("head_cross_entropy", [n(2, 3, 19), n(37, 19)], lambda x, wte: loss(x @ wte.T))
    # Last, so that the numbers of those before stay.
    c.add("rms_norm", [2 * n(2, 3, 37) + 1, n(37)], rms_norm)
    c.add("swiglu", [2 * n(2, 3, 19), n(2, 3, 19)], lambda gate, up: F.silu(gate) * up)
    c.add("smoothed_cross_entropy", [3 * n(2, 3, 37)], lambda x: F.cross_entropy(
        x.reshape(-1, 37), TARGETS, ignore_index=-1, label_smoothing=0.1))
    c.golden.write("phase-05-transformer/tests/golden/ops.txt")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write_nn()
    write_sequence()
    write_attention()
    write_multi_head()
    write_alignment()
    write_transformer()
