"""Golden numbers of whole GPTs: logits, loss, every gradient, three AdamW steps, and a folder in HF layout.

Needs PyTorch (Debian: python3-torch). The tests read what this writes; they do not need Python.
"""
import json

import numpy as np
import torch

from reference import ROOT, Golden, gpt2_logits, parameter_shapes, random_bits, write_safetensors

SCRIPT = "golden_gpt.py"


def config_of(vocabulary, context, channels, layers, heads):
    return {"vocab_size": vocabulary, "n_positions": context, "n_embd": channels, "n_layer": layers,
            "n_head": heads, "layer_norm_epsilon": 1e-5}


def formula_weights(config):
    """Weights that tools/testing/formula_gpt.h makes too: centre ± width, element i of tensor p from bits (p, i)."""
    weights = {}
    for p, (name, shape) in enumerate(parameter_shapes(config).items()):
        u = (random_bits(p, int(np.prod(shape))) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53
        centre = 1.0 if ".weight" in name and "ln_" in name else 0.0
        width = 0.5 if name.startswith("wte") else 0.25
        weights[name] = (centre + width * (2 * u - 1)).astype(np.float32).reshape(shape)
    return weights


def formula_ids(stream, count, vocabulary):
    return (random_bits(stream, count) % np.uint64(vocabulary)).astype(np.int64)


def as_parameters(weights):
    return {name: torch.tensor(w, dtype=torch.float64, requires_grad=True) for name, w in weights.items()}


def loss_of(parameters, ids, targets, config):
    logits = gpt2_logits(parameters, ids, config)
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)
    return logits, loss


def write_gradients():
    config = config_of(vocabulary=37, context=19, channels=32, layers=2, heads=4)
    B, T = 2, 13
    ids = torch.tensor(formula_ids(1000, B * T, 37)).reshape(B, T)
    targets = torch.tensor(formula_ids(1001, B * T, 37)).reshape(B, T)
    targets[0, 5] = -1  # counts for nothing
    parameters = as_parameters(formula_weights(config))
    logits, loss = loss_of(parameters, ids, targets, config)
    loss.backward()
    golden = Golden(SCRIPT, "none: weights and ids are a formula")
    golden.note("GPT: vocabulary 37, context 19, 32 channels, 2 layers, 4 heads; target (0,5) is ignored")
    golden.add("ids", ids)
    golden.add("targets", targets)
    golden.add_scaled("logits", logits.detach())
    golden.add("loss", loss.detach())
    for name, p in parameters.items():
        golden.add_scaled("grad." + name, p.grad)
    golden.write("phase-05-transformer/tests/golden/gpt.txt")


def write_adamw():
    """β 0.9/0.95, decay 0.1 on matrices only. ε is 1e-5: the gradient of a key's bias is zero but for rounding,
    and a smaller ε would blow that up to a step."""
    config = config_of(vocabulary=11, context=9, channels=8, layers=2, heads=2)
    B, T = 3, 7
    ids = torch.tensor(formula_ids(2000, B * T, 11)).reshape(B, T)
    targets = torch.tensor(formula_ids(2001, B * T, 11)).reshape(B, T)
    parameters = as_parameters(formula_weights(config))
    groups = [{"params": [p for p in parameters.values() if p.dim() >= 2], "weight_decay": 0.1},
              {"params": [p for p in parameters.values() if p.dim() < 2], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=3e-3, betas=(0.9, 0.95), eps=1e-5)
    golden = Golden(SCRIPT, "none: weights and ids are a formula")
    golden.note("GPT: vocabulary 11, context 9, 8 channels, 2 layers, 2 heads")
    golden.note("AdamW: lr 3e-3, beta 0.9 0.95, epsilon 1e-5, decay 0.1 on matrices only")
    golden.add("ids", ids)
    golden.add("targets", targets)
    for step in (1, 2, 3):
        optimizer.zero_grad()
        _, loss = loss_of(parameters, ids, targets, config)
        loss.backward()
        optimizer.step()
        golden.add(f"step{step}.loss", loss.detach())
        for name, p in parameters.items():
            golden.add_scaled(f"step{step}.{name}", p.detach())
    golden.write("phase-07-training/tests/golden/adamw.txt")


def write_folder():
    """A model folder as Hugging Face has it, masks included, weights random; its logits in float64."""
    seed = 6
    config = config_of(vocabulary=61, context=37, channels=24, layers=2, heads=3)
    generator = np.random.default_rng(seed)
    weights = {}
    for name, shape in parameter_shapes(config).items():
        centre = 1.0 if ".weight" in name and "ln_" in name else 0.0
        deviation = 0.4 if name.startswith("wte") else 0.15
        weights[name] = generator.normal(centre, deviation, shape).astype(np.float32)
    ids = generator.integers(0, 61, 29)
    exact = {name: torch.tensor(w, dtype=torch.float64) for name, w in weights.items()}
    logits = gpt2_logits(exact, torch.tensor(ids)[None], config)[0]

    folder = ROOT / "phase-06-gpt2-inference/tests/golden/tiny-gpt2"
    folder.mkdir(parents=True, exist_ok=True)
    stored = dict(weights)
    for layer in range(2):
        stored[f"h.{layer}.attn.bias"] = np.tril(np.ones((1, 1, 37, 37), np.float32))
    write_safetensors(folder / "model.safetensors", stored)
    everything = {"activation_function": "gelu_new", "architectures": ["GPT2LMHeadModel"], "attn_pdrop": 0.1,
                  "bos_token_id": 60, "embd_pdrop": 0.1, "eos_token_id": 60, "initializer_range": 0.02,
                  "layer_norm_epsilon": 1e-05, "model_type": "gpt2", "n_ctx": 37, "n_embd": 24, "n_head": 3,
                  "n_layer": 2, "n_positions": 37, "resid_pdrop": 0.1, "vocab_size": 61}
    (folder / "config.json").write_text(json.dumps(everything, indent=2) + "\n")
    golden = Golden(SCRIPT, seed)
    golden.note("input of the model in this folder")
    golden.add("ids", ids)
    golden.write(folder / "ids.txt")
    golden = Golden(SCRIPT, seed)
    golden.note("logits of the model in this folder for ids.txt")
    golden.add("logits", logits)
    golden.write(folder / "logits.txt")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write_folder()
    write_gradients()
    write_adamw()
