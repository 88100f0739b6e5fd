"""WordPiece and Unigram ids from Hugging Face's tokenizers, for phase-03-tokenization/tests/golden/subwords.jsonl.

Usage: subwords_golden.py > subwords.jsonl
Needs the Python package tokenizers; nothing is downloaded. Vocabularies, scores and texts are drawn at random.
"""

import json
import random

import tokenizers
from tokenizers import Tokenizer, models, pre_tokenizers


def word(rng, letters, longest):
    return "".join(rng.choice(letters) for _ in range(rng.randrange(1, longest)))


def wordpiece(rng, letters):
    pieces = ["[UNK]"]
    for letter in letters:
        if rng.random() < 0.9:
            pieces.append(letter)
        if rng.random() < 0.9:
            pieces.append("##" + letter)
    for _ in range(40):
        pieces.append(rng.choice(["", "##"]) + word(rng, letters, 5))
    pieces = list(dict.fromkeys(pieces + [".", "!", "«"]))
    model = models.WordPiece(vocab={p: i for i, p in enumerate(pieces)}, unk_token="[UNK]", max_input_chars_per_word=100)
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    cases = []
    for _ in range(40):
        text = "".join(word(rng, letters, 12) + rng.choice([" ", "  ", "\n", ".", "!", "«", "?", " - ", "\u00a0"]) for _ in range(rng.randrange(1, 6)))
        cases.append({"text": text, "ids": tokenizer.encode(text).ids})
    for length in (100, 101):
        text = letters[0] * length
        cases.append({"text": text, "ids": tokenizer.encode(text).ids})
    return {"kind": "wordpiece", "pieces": pieces, "cases": cases}


def unigram(rng, letters):
    # Every single letter is a piece, so that nothing is unknown.
    pieces = list(dict.fromkeys(list(letters) + [word(rng, letters, 7) for _ in range(60)]))
    scores = [-rng.uniform(1, 12) for _ in pieces]
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores)), unk_id=None))
    cases = []
    for _ in range(60):
        text = word(rng, letters, 40)
        cases.append({"text": text, "ids": tokenizer.encode(text).ids})
    return {"kind": "unigram", "pieces": pieces, "scores": scores, "cases": cases}


def main():
    rng = random.Random(3)
    print(json.dumps({"made_by": "tools/reference/subwords_golden.py", "tokenizers": tokenizers.__version__, "seed": 3}))
    for letters in ("abc", "abcdé", "abcdefgh東京"):
        print(json.dumps(wordpiece(rng, letters)))
        print(json.dumps(unigram(rng, letters)))


if __name__ == "__main__":
    main()
