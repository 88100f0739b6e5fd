"""Golden numbers of LLaMA, Mistral and BERT, as the library transformers has them.

Needs PyTorch and transformers; nothing is downloaded: weights are a formula or random. The tests read what this
writes; they do not need Python.
"""
import json

import numpy as np
import torch
import transformers
from transformers import BertConfig, BertForMaskedLM, LlamaConfig, LlamaForCausalLM, MistralConfig, MistralForCausalLM

from reference import ROOT, Golden, random_bits, write_safetensors

SCRIPT = "golden_modern.py"
MODERN = {"vocab_size": 37, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2,
          "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 32, "rms_norm_eps": 1e-6}
BERT = {"vocab_size": 37, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4,
        "intermediate_size": 24, "max_position_embeddings": 20, "type_vocab_size": 2, "hidden_act": "gelu_new",
        "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}


def golden(note):
    file = Golden(SCRIPT, "none: weights and ids are a formula")
    file.note(f"transformers {transformers.__version__}; {note}")
    return file


def formula_ids(stream, shape):
    return torch.tensor((random_bits(stream, int(np.prod(shape))) % np.uint64(37)).astype(np.int64)).reshape(shape)


def turned(name, tensor):
    """Linear weights are (out,in) there and (in,out) here."""
    table = "embed" in name.lower() or name == "lm_head.weight"
    return tensor.T if tensor.dim() == 2 and not table else tensor


def set_formula_weights(model, names):
    """Element i of parameter p, in our order and layout, is centre ± 0.25, from bits (p, i); norms are centred on 1."""
    parameters = dict(model.named_parameters())
    for p, name in enumerate(names):
        ours = turned(name, parameters[name])
        u = (random_bits(p, ours.numel()) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53
        norm = "norm" in name.lower() and name.endswith("weight")
        values = ((1.0 if norm else 0.0) + 0.25 * (2 * u - 1)).astype(np.float32).reshape(ours.shape)
        parameters[name].data = turned(name, torch.tensor(values, dtype=torch.float64)).contiguous()


def modern_names(layers):
    parts = ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj", "mlp.gate_proj",
             "mlp.up_proj", "mlp.down_proj", "input_layernorm", "post_attention_layernorm"]
    inner = [f"model.layers.{layer}.{part}.weight" for layer in range(layers) for part in parts]
    return ["model.embed_tokens.weight", *inner, "model.norm.weight", "lm_head.weight"]


def write_modern(family, model):
    """Logits, loss, and every gradient in our layout."""
    model = model.double().eval()
    names = modern_names(2)
    set_formula_weights(model, names)
    ids, targets = formula_ids(3000, (2, 13)), formula_ids(3001, (2, 13))
    logits = model(ids).logits
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    file = golden(f"{family}: {json.dumps(model.config.to_diff_dict())}")
    file.add("ids", ids)
    file.add("targets", targets)
    file.add_scaled("logits", logits.detach())
    file.add("loss", loss.detach())
    for name in names:
        gradient = dict(model.named_parameters())[name].grad
        file.add_scaled("grad." + name, turned(name, gradient))
    file.write(f"phase-05-transformer/tests/golden/{family}.txt")


def write_folder(family, model):
    """A folder as save_pretrained makes it, its weights random, and its logits in float64."""
    generator = np.random.default_rng(7)
    folder = ROOT / f"phase-06-gpt2-inference/tests/golden/tiny-{family}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, parameter in model.named_parameters():
        centre, deviation = (1.0, 0.2) if "norm" in name else (0.0, 0.3)
        parameter.data = torch.tensor(generator.normal(centre, deviation, parameter.shape).astype(np.float32))
    write_safetensors(folder / "model.safetensors", {n: p.detach().numpy() for n, p in model.named_parameters()})
    (folder / "config.json").write_text(model.config.to_json_string())
    ids = torch.tensor(generator.integers(0, 37, 17))
    logits = model.double().eval()(ids[None]).logits[0]
    file = Golden(SCRIPT, 7)
    file.note(f"transformers {transformers.__version__}; ids, and the logits of the model in this folder")
    file.add("ids", ids)
    file.add("logits", logits.detach())
    file.write(folder / "logits.txt")


def bert_names(layers):
    def pair(name):
        return [name + ".weight", name + ".bias"]

    names = ["bert.embeddings.word_embeddings.weight", "bert.embeddings.position_embeddings.weight",
             "bert.embeddings.token_type_embeddings.weight", *pair("bert.embeddings.LayerNorm")]
    for layer in range(layers):
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
                     "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm"):
            names += pair(f"bert.encoder.layer.{layer}.{part}")
    return [*names, *pair("cls.predictions.transform.dense"), *pair("cls.predictions.transform.LayerNorm"),
            "cls.predictions.bias"]


def write_bert():
    """Two sequences, the second padded from position 8 on; segment 1 from position 5."""
    model = BertForMaskedLM(BertConfig(**BERT, attn_implementation="eager")).double().eval()
    set_formula_weights(model, bert_names(2))
    ids, targets = formula_ids(4000, (2, 11)), formula_ids(4001, (2, 11))
    targets[torch.arange(22).reshape(2, 11) % 3 != 0] = -1  # only what was masked counts
    segments = (torch.arange(11) >= 5).long().expand(2, 11)
    seen = torch.ones(2, 11, dtype=torch.long)
    seen[1, 8:] = 0
    targets[1, 8:] = -1
    logits = model(ids, attention_mask=seen, token_type_ids=segments).logits
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)
    loss.backward()
    file = golden("BERT with 2 layers, 4 heads, 16 channels; sequence 1 is padded from position 8 on")
    for name, array in (("ids", ids), ("segments", segments), ("targets", targets)):
        file.add(name, array)
    file.add_scaled("logits0", logits.detach()[0])
    file.add_scaled("logits1", logits.detach()[1, :8])
    file.add("loss", loss.detach())
    for name in bert_names(2):
        file.add_scaled("grad." + name, turned(name, dict(model.named_parameters())[name].grad))
    file.write("phase-05-transformer/tests/golden/bert.txt")


if __name__ == "__main__":
    torch.set_num_threads(1)
    llama = LlamaConfig(**MODERN, attn_implementation="eager")
    mistral = MistralConfig(**MODERN, sliding_window=5, attn_implementation="eager")
    write_modern("llama", LlamaForCausalLM(llama))
    write_modern("mistral", MistralForCausalLM(mistral))
    write_folder("llama", LlamaForCausalLM(llama))
    write_folder("mistral", MistralForCausalLM(mistral))
    write_bert()
