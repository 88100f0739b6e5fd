"""Ids of GPT-2's real vocabulary, from tiktoken, for phase-03-tokenization/tests/golden/gpt2_ids.jsonl.

Usage: tokenizer_golden.py FOLDER_WITH_vocab.json_AND_merges.txt > gpt2_ids.jsonl
Needs the Python package tiktoken; nothing is downloaded.
"""

import json
import random
import sys

import tiktoken
from tiktoken.load import data_gym_to_mergeable_bpe_ranks

TEXTS = [
    "", " ", "  ", "\n", "Hello world", "Hello, world! It's 2019 and GPT-2 can't count: 1234567890.",
    "it's we'll I'd they've you're I'm can't won't 'twas", "IT'S WE'LL", "   leading and trailing   ",
    "tabs\tand\nnew\r\nlines\n\n\n  indented", "def f(x):\n    return x + 1\n", "a" * 300, " " * 200, "ab" * 100,
    "naïve café façade Übermensch", "東京は日本の首都です。", "Привет, мир!", "مرحبا بالعالم", "שלום", "नमस्ते दुनिया",
    "🙂🙃👩‍👩‍👧‍👦🇩🇪", "½ ¼ ² ³ Ⅷ ٣٤٥", "x\u00a0y\u2003z\u3000w", "e\u0301 combining", "zero\u200bwidth", "\ufeffbom",
    "<|endoftext|>", "before<|endoftext|>after", "< |endoftext|>", "http://example.org/a?b=c&d=%20#e",
    "SolidGoldMagikarp", "\x00\x01\x7f", "$100.00 + 5% = ...?!", "--- *** ___ ```", "\u2028line\u2029paragraph\x85next",
]


def random_text(rng):
    pools = ["abcdefghijklmnopqrstuvwxyz", "ABCDEF", "0123456789", " \n\t", ".,;:!?'\"()-", "äöüßéñ", "日本語中文", "😀🎉", "'s't're"]
    return "".join(rng.choice(rng.choice(pools)) for _ in range(rng.randrange(1, 60)))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    ranks = data_gym_to_mergeable_bpe_ranks(vocab_bpe_file=f"{folder}/merges.txt", encoder_json_file=f"{folder}/vocab.json")
    encoding = tiktoken.Encoding(
        "gpt2", pat_str=r"""'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+""",
        mergeable_ranks=ranks, special_tokens={"<|endoftext|>": 50256}, explicit_n_vocab=50257)
    print(json.dumps({"made_by": "tools/reference/tokenizer_golden.py", "tiktoken": tiktoken.__version__}))
    rng = random.Random(2019)
    for text in TEXTS + [random_text(rng) for _ in range(250)]:
        print(json.dumps({"text": text, "ids": encoding.encode(text, allowed_special="all")}))


if __name__ == "__main__":
    main()
