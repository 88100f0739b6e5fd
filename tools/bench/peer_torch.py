"""PyTorch as a peer: the same work as `bench worker`, asked for in the same lines.

Usage: peer_torch.py WORKLOAD
On start it prints "ready PyTorch x.y.z"; then every line on standard input is answered by the seconds that one
round of the work took. The model is GPT-2 as nanoGPT writes it, with what each PyTorch version offers for speed.
"""

import math
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

GPT2_124M = dict(layers=12, heads=12, channels=768, vocabulary=50257, context=1024)
CHARACTERS = dict(layers=4, heads=4, channels=128, vocabulary=65, context=64)


class Attention(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.heads = size["heads"]
        self.c_attn = nn.Linear(size["channels"], 3 * size["channels"])
        self.c_proj = nn.Linear(size["channels"], size["channels"])
        mask = torch.tril(torch.ones(size["context"], size["context"])).view(1, 1, size["context"], size["context"])
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x, cache):
        B, T, C = x.shape
        q, k, v = (t.view(B, T, self.heads, C // self.heads).transpose(1, 2) for t in self.c_attn(x).split(C, dim=2))
        start = 0
        if cache is not None:
            start = cache["length"]
            cache["k"][:, :, start:start + T] = k
            cache["v"][:, :, start:start + T] = v
            cache["length"] = start + T
            k, v = cache["k"][:, :, :start + T], cache["v"][:, :, :start + T]
        if hasattr(F, "scaled_dot_product_attention"):
            y = F.scaled_dot_product_attention(q, k, v, is_causal=T > 1)
        else:
            scores = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.shape[-1]))
            if T > 1:
                scores = scores.masked_fill(self.mask[:, :, start:start + T, :start + T] == 0, float("-inf"))
            y = F.softmax(scores, dim=-1) @ v
        return self.c_proj(y.transpose(1, 2).contiguous().view(B, T, C))


def tanh_gelu(x):
    try:
        return F.gelu(x, approximate="tanh")
    except TypeError:
        return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x**3)))


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        C = size["channels"]
        self.ln_1, self.attn, self.ln_2 = nn.LayerNorm(C), Attention(size), nn.LayerNorm(C)
        self.c_fc, self.c_proj = nn.Linear(C, 4 * C), nn.Linear(4 * C, C)

    def forward(self, x, cache):
        x = x + self.attn(self.ln_1(x), cache)
        return x + self.c_proj(tanh_gelu(self.c_fc(self.ln_2(x))))


class GPT(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = size
        self.wte = nn.Embedding(size["vocabulary"], size["channels"])
        self.wpe = nn.Embedding(size["context"], size["channels"])
        self.h = nn.ModuleList(Block(size) for _ in range(size["layers"]))
        self.ln_f = nn.LayerNorm(size["channels"])
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.normal_(p, std=0.02)

    def forward(self, ids, targets=None, caches=None):
        start = caches[0]["length"] if caches else 0
        positions = torch.arange(start, start + ids.shape[1])
        x = self.wte(ids) + self.wpe(positions)
        for layer, block in enumerate(self.h):
            x = block(x, caches[layer] if caches else None)
        x = self.ln_f(x)
        if targets is None:
            return x[:, -1:] @ self.wte.weight.T
        logits = x @ self.wte.weight.T
        return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.view(-1))


def make_adamw(model):
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    others = [p for p in model.parameters() if p.dim() < 2]
    groups = [dict(params=matrices, weight_decay=0.1), dict(params=others, weight_decay=0.0)]
    for options in (dict(fused=True), dict(foreach=True), {}):  # the fastest that this version has
        try:
            optimizer = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.95), **options)
            return optimizer
        except (RuntimeError, TypeError):
            continue


def training(size, batch, length, steps):
    model = GPT(size)
    optimizer = make_adamw(model)
    ids = torch.randint(size["vocabulary"], (batch, length + 1))

    def one_round():
        start = time.perf_counter()
        for _ in range(steps):
            loss = model(ids[:, :-1], ids[:, 1:].contiguous())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            loss.item()
        return (time.perf_counter() - start) / steps

    return one_round


def new_caches(size, length):
    shape = (1, size["heads"], length, size["channels"] // size["heads"])
    return [dict(length=0, k=torch.empty(shape), v=torch.empty(shape)) for _ in range(size["layers"])]


def decoding():
    model = GPT(GPT2_124M).eval()

    @torch.no_grad()
    def one_round(prompt=64, count=128):
        caches = new_caches(GPT2_124M, prompt + count)
        token = model(torch.randint(50257, (1, prompt)), caches=caches).argmax(-1)
        start = time.perf_counter()
        for _ in range(count):
            token = model(token, caches=caches).argmax(-1)
        return (time.perf_counter() - start) / count

    return one_round


def prefilling():
    model = GPT(GPT2_124M).eval()

    @torch.no_grad()
    def one_round(length=512):
        ids = torch.randint(50257, (1, length))
        start = time.perf_counter()
        model(ids, caches=new_caches(GPT2_124M, length)).argmax(-1)
        return time.perf_counter() - start

    return one_round


def mnist_epoch(images=60000, batch=32):
    net = nn.Sequential(nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 10))
    for options in (dict(fused=True), dict(foreach=True), {}):
        try:
            optimizer = torch.optim.SGD(net.parameters(), lr=0.1, **options)
            break
        except (RuntimeError, TypeError):
            continue
    x, y = torch.rand(images, 784), torch.randint(10, (images,))

    def one_round():
        start = time.perf_counter()
        total = 0.0
        for first in range(0, images, batch):
            optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(net(x[first:first + batch]), y[first:first + batch])
            loss.backward()
            optimizer.step()
            total += loss.item()
        return time.perf_counter() - start

    return one_round


def lstm_layer(steps=64, batch=32, units=256, repeats=10):
    lstm = nn.LSTM(units, units)
    x = torch.randn(steps, batch, units, requires_grad=True)
    dy = torch.randn(steps, batch, units)

    def one_round():
        start = time.perf_counter()
        for _ in range(repeats):
            lstm.zero_grad(set_to_none=True)
            x.grad = None
            lstm(x)[0].backward(dy)
        return (time.perf_counter() - start) / repeats

    return one_round


def attention(length, form, heads=12, size=64):
    q, k, v = (torch.randn(1, heads, length, size, requires_grad=True) for _ in range(3))
    dy = torch.randn(1, heads, length, size)
    if form == "fused" and not hasattr(F, "scaled_dot_product_attention"):
        sys.exit(f"PyTorch {torch.__version__} has no fused attention")
    mask = torch.full((length, length), float("-inf")).triu(1) if form == "composed" else None

    def attend():
        if form == "fused":
            return F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return F.softmax(q @ k.transpose(-2, -1) / math.sqrt(size) + mask, dim=-1) @ v

    repeats = max(1, 4096 // length)

    def one_round():
        start = time.perf_counter()
        for _ in range(repeats):
            q.grad = k.grad = v.grad = None
            attend().backward(dy)
        return (time.perf_counter() - start) / repeats

    return one_round


WORKLOADS = {
    "mnist": mnist_epoch,
    "lstm": lstm_layer,
    "train-4x64": lambda: training(GPT2_124M, 4, 64, 1),
    "train-4x256": lambda: training(GPT2_124M, 4, 256, 1),
    "train-1x1024": lambda: training(GPT2_124M, 1, 1024, 1),
    "train-char": lambda: training(CHARACTERS, 12, 64, 20),
    "decode": decoding,
    "prefill": prefilling,
}
for form in ("composed", "fused"):
    for length in (256, 512, 1024, 2048, 4096):
        WORKLOADS[f"attention-{length}/{form}"] = lambda length=length, form=form: attention(length, form)


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in WORKLOADS:
        sys.exit("usage: peer_torch.py " + "|".join(WORKLOADS))
    torch.manual_seed(1)
    one_round = WORKLOADS[sys.argv[1]]()
    print("ready PyTorch", torch.__version__, flush=True)
    for _ in sys.stdin:
        print(one_round(), flush=True)


if __name__ == "__main__":
    main()
