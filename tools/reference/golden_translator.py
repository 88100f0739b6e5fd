"""Golden numbers of a translator with additive attention (Bahdanau et al. 2014), walked with PyTorch's own LSTM.

Needs PyTorch (Debian: python3-torch). The tests read what this writes; they do not need Python.
"""
import torch
import torch.nn.functional as F

from reference import Golden

SCRIPT, SEED = "golden_translator.py", 2014
E, H, A, WORDS = 3, 4, 4, 9
SOURCE = torch.tensor([[5, 4], [6, 8], [7, 0]])  # (S,B); the second source has two words
MASK = torch.tensor([[1, 1], [1, 1], [1, 0]])
INPUTS = torch.tensor([[1, 1], [8, 5], [7, 6]])  # (T,B)
TARGETS = torch.tensor([[8, 5], [7, 6], [2, 2]])

SHAPES = {
    "source_table": (WORDS, E), "target_table": (WORDS, E),
    "encoder.0.w_x": (E, 4 * H), "encoder.0.w_h": (H, 4 * H), "encoder.0.bias": (4 * H,),
    "backward_encoder.0.w_x": (E, 4 * H), "backward_encoder.0.w_h": (H, 4 * H), "backward_encoder.0.bias": (4 * H,),
    "decoder.0.w_x": (E + 2 * H, 4 * H), "decoder.0.w_h": (H, 4 * H), "decoder.0.bias": (4 * H,),
    "alignment.w": (H, A), "alignment.u": (2 * H, A), "alignment.v": (A, 1),
    "combine.weight": (3 * H, H), "head.weight": (H, WORDS), "head.bias": (WORDS,),
}


def lstm(p, name, x, state=None):
    """PyTorch's LSTM over x (T,in) of one sequence, with our weights, which lie the other way round."""
    flat = [p[name + ".0.w_x"].T, p[name + ".0.w_h"].T, p[name + ".0.bias"], torch.zeros(4 * H, dtype=torch.float64)]
    h, c = state if state else (torch.zeros(1, 1, H, dtype=torch.float64),) * 2
    y, h, c = torch.lstm(x.unsqueeze(1), (h, c), flat, True, 1, 0.0, False, False, False)
    return y.squeeze(1), (h, c)


def translate(p, source, inputs):
    """One pair, without padding: logits (T,words) and weights (T,S)."""
    words = p["source_table"][source]
    forward, _ = lstm(p, "encoder", words)
    backward, state = lstm(p, "backward_encoder", words.flip(0))
    places = torch.cat([forward, backward.flip(0)], 1)  # (S,2H)
    logits, all_weights = [], []
    for word in inputs:
        query = state[0][0]  # (1,H)
        scores = torch.tanh(query @ p["alignment.w"] + places @ p["alignment.u"]) @ p["alignment.v"]
        weights = torch.softmax(scores[:, 0], 0)
        context = weights @ places
        h, state = lstm(p, "decoder", torch.cat([p["target_table"][word], context]).unsqueeze(0), state)
        said = torch.tanh(torch.cat([context, h[0]]) @ p["combine.weight"])
        logits.append(said @ p["head.weight"] + p["head.bias"])
        all_weights.append(weights)
    return torch.stack(logits), torch.stack(all_weights)


def main():
    torch.manual_seed(SEED)
    golden = Golden(SCRIPT, SEED)
    golden.note("a bidirectional LSTM and a decoder with additive attention: parameters, then logits, weights, the "
                "mean loss and the parameters' gradients (d.NAME)")
    p = {name: (0.7 * torch.randn(shape)).double().requires_grad_() for name, shape in SHAPES.items()}
    for name, tensor in p.items():
        golden.add(name, tensor.detach())
    losses = []
    for b in range(2):
        length = int(MASK[:, b].sum())
        logits, weights = translate(p, SOURCE[:length, b], INPUTS[:, b])
        golden.add(f"logits{b}", logits.detach())
        golden.add(f"weights{b}", weights.detach())
        losses.append(F.cross_entropy(logits, TARGETS[:, b]))
    loss = torch.stack(losses).mean()
    loss.backward()
    golden.add("loss", loss.detach().reshape(1))
    for name, tensor in p.items():
        golden.add("d." + name, tensor.grad)
    golden.write("phase-04-attention/tests/golden/translator.txt")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
