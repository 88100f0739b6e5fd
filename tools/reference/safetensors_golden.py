"""Files of the safetensors library itself, for phase-06-gpt2-inference/tests/golden/safetensors.

Usage: safetensors_golden.py           writes them anew
       safetensors_golden.py FILE      reads FILE, which our writer made, and prints its tensors
Needs the Python packages torch and safetensors; nothing is downloaded.
"""

import pathlib
import sys

import safetensors
import torch
from safetensors.torch import load_file, save_file

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "phase-06-gpt2-inference/tests/golden/safetensors"


def hard_numbers():
    """Every magnitude that F16 and BF16 have trouble with: ties, subnormals, overflow to infinity, signs."""
    generator = torch.Generator().manual_seed(1)
    bits = torch.randint(-2**31, 2**31, (3000,), generator=generator, dtype=torch.int64).to(torch.int32)
    anywhere = bits.view(torch.float32)
    near_one = torch.randn(500, generator=generator)
    subnormal = torch.randn(500, generator=generator) * 2.0**-20
    ties = (torch.arange(1, 97).float() * 2 + 1) * 2.0**-11 + 1
    edges = torch.tensor([0.0, -0.0, 65504.0, 65519.9, 65520.0, -65536.0, float("inf"), -float("inf"), 2.0**-25,
                          2.0**-24 * 1.5, 6.1e-5, 3.3895314e38, 1e-45])
    x = torch.cat([anywhere, near_one, subnormal, ties, edges])
    return x[~x.isnan()]


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    x = hard_numbers()
    save_file({"f32": x, "f16": x.to(torch.float16), "bf16": x.to(torch.bfloat16)}, FOLDER / "rounding.safetensors",
              metadata={"format": "pt", "note": "quotes \" and \u00e9"})
    counting = torch.arange(24)
    save_file({"matrix": (counting.float() / 8).reshape(2, 3, 4), "scalar": torch.tensor(2.5),
               "nothing": torch.zeros(0, 5), "ids": counting, "bytes": counting.to(torch.uint8),
               "flags": counting % 2 == 0, "double": counting.double(), "odd": torch.ones(3, dtype=torch.int8)},
              FOLDER / "types.safetensors")
    (FOLDER / "README.md").write_text(
        "Made by `python3 tools/reference/safetensors_golden.py` with safetensors "
        f"{safetensors.__version__} and torch {torch.__version__.split('+')[0]}.\n")


def show(path):
    for name, tensor in load_file(path).items():
        print(name, tensor.dtype, list(tensor.shape), float(tensor.double().sum()))


if __name__ == "__main__":
    show(sys.argv[1]) if len(sys.argv) > 1 else main()
