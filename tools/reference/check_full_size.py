"""Holds the program `gpt2` against PyTorch on a whole model folder in Hugging Face's layout.

    python3 tools/reference/check_full_size.py FOLDER build/bin/gpt2 [--tokens 64 | --ids 1,2,3] [--tolerance 1e-3]

Prints the largest difference of the logits, then PASS or FAIL; the exit code is 0 for PASS. Needs PyTorch.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch

from reference import gpt2_logits, parameter_shapes, read_safetensors


def load_weights(folder, config):
    stored = read_safetensors(folder / "model.safetensors")
    stored = {name.removeprefix("transformer."): w for name, w in stored.items()}
    weights = {}
    for name, shape in parameter_shapes(config).items():
        if name not in stored:
            sys.exit(f"{folder}: no tensor {name}")
        if stored[name].shape != shape:
            sys.exit(f"{folder}: {name} is {stored[name].shape}, config.json says {shape}")
        weights[name] = torch.tensor(stored[name].astype(np.float32))
    return weights


def program_logits(program, folder, ids):
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch) / "logits.safetensors"
        command = [program, "logits", "-m", str(folder), "--ids", ",".join(map(str, ids)), "--out", str(out)]
        if subprocess.run(command).returncode != 0:
            sys.exit("failed: " + " ".join(command))
        return np.array(read_safetensors(out)["logits"])


def main():
    parser = argparse.ArgumentParser(description="Compare the program gpt2 with PyTorch on a model folder.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("program")
    parser.add_argument("--ids", help="token ids, separated by commas")
    parser.add_argument("--tokens", type=int, default=64, help="this many random ids instead (default 64)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tolerance", type=float, default=1e-3)
    options = parser.parse_args()

    config = json.loads((options.folder / "config.json").read_text())
    config.setdefault("layer_norm_epsilon", 1e-5)
    if options.ids:
        ids = [int(i) for i in options.ids.split(",")]
    else:
        ids = np.random.default_rng(options.seed).integers(0, config["vocab_size"], options.tokens).tolist()
    got = program_logits(options.program, options.folder, ids)
    with torch.no_grad():
        wanted = gpt2_logits(load_weights(options.folder, config), torch.tensor(ids)[None], config)[0].numpy()
    if got.shape != wanted.shape:
        sys.exit(f"FAIL: the program's logits are {got.shape}, PyTorch's {wanted.shape}")
    difference = float(np.abs(got - wanted).max())
    agree = int((got.argmax(1) == wanted.argmax(1)).sum())
    print(f"{len(ids)} tokens, {wanted.shape[1]} logits each, from {np.abs(wanted).max():.3f} down")
    print(f"largest difference {difference:.3g} (allowed {options.tolerance:g}); "
          f"most likely token the same at {agree} of {len(ids)}")
    passed = bool(difference <= options.tolerance)  # NaN fails
    print("PASS" if passed else "FAIL")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
