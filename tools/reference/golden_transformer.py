"""Golden numbers of the transformer of 2017: every layer's output, the loss and every gradient of a small one.

PyTorch's own nn.Transformer does the work, in double precision, without dropout, with padded sources; post-norm as in
the paper (no norm after the last layer) and pre-norm. Needs PyTorch (Debian: python3-torch).
"""
import math

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

from reference import Golden, random_bits

SCRIPT = "golden_transformer.py"
WORDS, C, WIDTH, HEADS, LAYERS = 11, 8, 12, 2, 2
LENGTHS = [5, 3]  # of the two sources
ATTENTION, FEED_FORWARD = ("q_proj", "k_proj", "v_proj", "o_proj"), ("inner", "outer")


def build(pre_norm):
    form = dict(d_model=C, nhead=HEADS, dim_feedforward=WIDTH, dropout=0.0, norm_first=pre_norm, batch_first=True)
    norm = (lambda: nn.LayerNorm(C)) if pre_norm else (lambda: None)
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(**form), LAYERS, norm(), enable_nested_tensor=False)
    decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(**form), LAYERS, norm())
    return nn.Transformer(custom_encoder=encoder, custom_decoder=decoder, **form).double()


def places(model, pre_norm):
    """Our names, in our order, and where their numbers are in PyTorch: (tensor, rows or None, transposed)."""
    names = {}

    def linear(name, module):
        names[name + ".weight"] = (module.weight, None, True)
        names[name + ".bias"] = (module.bias, None, False)

    def attention(name, module):
        for i, part in enumerate(ATTENTION[:3]):
            rows = slice(i * C, (i + 1) * C)
            names[f"{name}.{part}.weight"] = (module.in_proj_weight, rows, True)
            names[f"{name}.{part}.bias"] = (module.in_proj_bias, rows, False)
        linear(f"{name}.o_proj", module.out_proj)

    def norm(name, module):
        names[name + ".weight"], names[name + ".bias"] = (module.weight, None, False), (module.bias, None, False)

    for side, stack in (("encoder", model.encoder), ("decoder", model.decoder)):
        for i, layer in enumerate(stack.layers):
            at = f"{side}.layers.{i}."
            attention(at + "self_attn", layer.self_attn)
            norm(at + "norm1", layer.norm1)
            if side == "decoder":
                attention(at + "cross_attn", layer.multihead_attn)
                norm(at + "norm2", layer.norm2)
            linear(at + "feed_forward.inner", layer.linear1)
            linear(at + "feed_forward.outer", layer.linear2)
            last = "norm3" if side == "decoder" else "norm2"
            norm(at + last, getattr(layer, last))
        if pre_norm:
            norm(side + ".norm", stack.norm)
    return names


def part_of(tensor, rows, transposed):
    part = tensor if rows is None else tensor[rows]
    return part.T if transposed else part


def formula(p, name, shape):
    """As the test makes them too: centre ± width, element i of tensor p from bits (p, i)."""
    u = (random_bits(p, int(np.prod(shape))) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53
    centre = 1.0 if "norm" in name and name.endswith("weight") else 0.0
    return torch.tensor(centre + 0.5 * (2 * u - 1)).reshape(shape)


def sinusoids(T):
    angle = torch.arange(T, dtype=torch.float64)[:, None] * 10000.0 ** (-torch.arange(0, C, 2, dtype=torch.float64) / C)
    return torch.stack([angle.sin(), angle.cos()], -1).reshape(T, C)


def ids(stream, *shape):
    return torch.tensor(4 + (random_bits(stream, int(np.prod(shape))) % np.uint64(WORDS - 4)).astype(np.int64)).reshape(shape)


def write(golden, prefix, pre_norm, source, inputs, targets):
    model = build(pre_norm)
    names = places(model, pre_norm)
    table = formula(0, "target.weight", (WORDS, C)).requires_grad_()
    with torch.no_grad():
        for p, (name, place) in enumerate(names.items()):
            part = part_of(*place)
            part.copy_(formula(p + 1, name, tuple(part.shape)))
    seen = {}
    for side, stack in (("encoder", model.encoder), ("decoder", model.decoder)):
        for i, layer in enumerate(stack.layers):
            layer.register_forward_hook(lambda m, x, y, at=f"{side}.{i}": seen.update({at: y.detach()}))
    padding = torch.arange(source.shape[1])[None] >= torch.tensor(LENGTHS)[:, None]
    T = inputs.shape[1]
    future = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    memory = model.encoder(table[source] * math.sqrt(C) + sinusoids(source.shape[1]), src_key_padding_mask=padding)
    x = model.decoder(table[inputs] * math.sqrt(C) + sinusoids(T), memory, tgt_mask=future,
                      memory_key_padding_mask=padding)
    logits = x @ table.T
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1, label_smoothing=0.1)
    loss.backward()
    for at, y in seen.items():
        golden.add_scaled(f"{prefix}.{at}", y)
    golden.add_scaled(prefix + ".memory", memory.detach())
    golden.add_scaled(prefix + ".logits", logits.detach())
    golden.add(prefix + ".loss", loss.detach())
    golden.add_scaled(prefix + ".grad.target.weight", table.grad)
    for name, (tensor, rows, transposed) in names.items():
        golden.add_scaled(f"{prefix}.grad.{name}", part_of(tensor.grad, rows, transposed))


def main():
    golden = Golden(SCRIPT, "none: weights and ids are a formula")
    golden.note(f"nn.Transformer: {WORDS} words in one table, {C} channels, {WIDTH} inside, {HEADS} heads, "
                f"{LAYERS} layers; sources of {LENGTHS}; smoothing 0.1")
    source, inputs, targets = ids(1000, 2, 5), ids(1001, 2, 4), ids(1002, 2, 4)
    source[1, 3:], inputs[:, 0], targets[0, 3] = 0, 1, -1
    for name, value in (("source", source), ("inputs", inputs), ("targets", targets)):
        golden.add(name, value)
    write(golden, "post", False, source, inputs, targets)
    write(golden, "pre", True, source, inputs, targets)
    golden.write("phase-05-transformer/tests/golden/transformer.txt")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
