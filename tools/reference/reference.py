"""What the golden-number scripts share: golden text files, safetensors, and GPT-2 in plain PyTorch operations."""
import json
import math
import pathlib
import struct

import numpy as np
import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]


# ---- random numbers -----------------------------------------------------------------------------------------------


def random_bits(seed, count):
    """SplitMix64, as in math/random.h: numbers 0 … count−1 of the stream `seed`."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + (np.arange(count, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


# ---- golden text files: comments, then "name (shape)" and its numbers ------------------------------------------


def shape_text(shape):
    return "(" + ",".join(str(n) for n in shape) + ")"


class Golden:
    """Lines of '#' say where the numbers come from; every array is 'name (2,3)' and then its numbers."""

    def __init__(self, script, seed):
        self.lines = [f"# made by tools/reference/{script}: python3 tools/reference/{script}",
                      f"# torch {torch.__version__}, numpy {np.__version__}, in double precision, seed {seed}"]

    def note(self, text):
        self.lines.append("# " + text)

    def add(self, name, array):
        values = np.asarray(array)
        form = "%d" if values.dtype.kind in "iu" else "%.9g"
        self.add_rows(f"{name} {shape_text(values.shape)}", values, form)

    def add_scaled(self, name, array, digits=7):
        """Whole numbers in units of a power of ten: 'name (2,3) * 1e-9'. Half the size of add()."""
        values = np.asarray(array, dtype=np.float64)
        largest = float(np.abs(values).max())
        unit = 10 ** (math.floor(math.log10(largest)) - digits + 1) if largest > 0 else 1.0
        self.add_rows(f"{name} {shape_text(values.shape)} * {unit:.0e}", np.rint(values / unit), "%d")

    def add_rows(self, title, values, form):
        self.lines.append(title)
        flat = values.reshape(-1)
        for first in range(0, flat.size, 12):
            self.lines.append(" ".join(form % v for v in flat[first:first + 12]))

    def write(self, path):
        path = ROOT / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(self.lines) + "\n")
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")


# ---- safetensors: 8 bytes of header length, JSON, raw numbers --------------------------------------------------

NUMPY_TYPES = {"F32": np.float32, "F16": np.float16, "F64": np.float64, "I64": np.int64, "U8": np.uint8}


def read_safetensors(path):
    data = np.memmap(path, dtype=np.uint8, mode="r")
    (length,) = struct.unpack("<Q", bytes(data[:8]))
    header = json.loads(bytes(data[8:8 + length]))
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        raw = data[8 + length + first:8 + length + last]
        if entry["dtype"] == "BF16":  # the upper half of a float
            numbers = (np.frombuffer(raw, np.uint16).astype(np.uint32) << 16).view(np.float32)
        else:
            numbers = np.frombuffer(raw, NUMPY_TYPES[entry["dtype"]])
        tensors[name] = numbers.reshape(entry["shape"])
    return tensors


def write_safetensors(path, tensors):
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, array in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in tensors.values():
            file.write(np.ascontiguousarray(array, np.float32).tobytes())


# ---- GPT-2 -----------------------------------------------------------------------------------------------------


def parameter_shapes(config):
    """Names and shapes in the order of the Hugging Face checkpoint."""
    C = config["n_embd"]
    shapes = {"wte.weight": (config["vocab_size"], C), "wpe.weight": (config["n_positions"], C)}
    for layer in range(config["n_layer"]):
        h = f"h.{layer}."
        shapes.update({h + "ln_1.weight": (C,), h + "ln_1.bias": (C,),
                       h + "attn.c_attn.weight": (C, 3 * C), h + "attn.c_attn.bias": (3 * C,),
                       h + "attn.c_proj.weight": (C, C), h + "attn.c_proj.bias": (C,),
                       h + "ln_2.weight": (C,), h + "ln_2.bias": (C,),
                       h + "mlp.c_fc.weight": (C, 4 * C), h + "mlp.c_fc.bias": (4 * C,),
                       h + "mlp.c_proj.weight": (4 * C, C), h + "mlp.c_proj.bias": (C,)})
    shapes.update({"ln_f.weight": (C,), "ln_f.bias": (C,)})
    return shapes


def gelu(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


def attention(qkv, heads):
    B, T, width = qkv.shape
    D = width // 3 // heads
    q, k, v = (part.reshape(B, T, heads, D).transpose(1, 2) for part in qkv.split(width // 3, dim=2))
    scores = q @ k.transpose(2, 3) / math.sqrt(D)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(future, float("-inf")), dim=-1)
    return (weights @ v).transpose(1, 2).reshape(B, T, heads * D)


def gpt2_logits(w, ids, config):
    """w: tensors by name; ids (B,T) -> logits (B,T,V)."""
    C, epsilon = config["n_embd"], config["layer_norm_epsilon"]

    def norm(x, name):
        return torch.layer_norm(x, (C,), w[name + ".weight"], w[name + ".bias"], epsilon)

    def linear(x, name):
        return x @ w[name + ".weight"] + w[name + ".bias"]

    x = w["wte.weight"][ids] + w["wpe.weight"][:ids.shape[1]]
    for layer in range(config["n_layer"]):
        h = f"h.{layer}."
        mixed = attention(linear(norm(x, h + "ln_1"), h + "attn.c_attn"), config["n_head"])
        x = x + linear(mixed, h + "attn.c_proj")
        x = x + linear(gelu(linear(norm(x, h + "ln_2"), h + "mlp.c_fc")), h + "mlp.c_proj")
    return norm(x, "ln_f") @ w["wte.weight"].T
