"""A course of one phase, small enough to break on purpose."""

import contextlib
import io
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import refresh  # noqa: E402

SOURCE = """\
#include "nn/unit.h"

namespace p2g {
namespace {
// A brace in a string is none: "{".
const char* const kBrace = "{";  // nor is this one: {
}  // namespace

// Rosenblatt's rule.
// x (n) -> whether the guess was right
template <typename T>
bool Unit::learn(const T& x) {
  if (x.empty()) fail("}", R"(}")", '}');
  return true;
}

double half(double x) { return x / 2; }
float half(float x) { return x / 2; }
}  // namespace p2g
"""
HEADER = """\
struct Unit {
  Unit() : bias{0} {}
  bool learn(double x);  // true: right
  double bias;
};

enum class Kind { one, two };
"""
TESTS = "TEST(Unit, Learns) {\n  EXPECT_TRUE(true);\n}\nTEST_F(Wall, Stands) {}\n"
RESULTS = """\
# E00.1: how much
# seconds: 2.5
key\twhat\tpaper\tpublished\tours\tlimit\tholds\tseeds
f1\tbits a letter\tShannon 1951\t4.14\t4.085\twithin 0.1\tyes\t
f2\ta | b\tShannon 1951\t3.1\t3.9\t\tshown\t3 of 4
words\t\t\t\t1234\t\tfact\t
"""
CHAPTER = """\
# 1. One unit: what's it?

It takes <!-- = steps -->7<!-- / --> steps, and <!-- = results/E00.1.tsv#f1 -->4.085<!-- / -->
of <!-- = results/E00.1.tsv#f1.published -->4.14<!-- / --> bits. Proved by [`Unit.Learns`](../tests/unit_test.cpp).

<!-- code: code/math/unit.cpp Unit::learn -->
```cpp
// Rosenblatt's rule.
// x (n) -> whether the guess was right
template <typename T>
bool Unit::learn(const T& x) {
  if (x.empty()) fail("}", R"(}")", '}');
  return true;
}
```

<!-- output: ./course run 00 say-hello you -->
```text
hello you
```

![A curve](figures/curve.svg)

*It falls. Made by `./course figures 00 curve`.*

```sh
./course run 00 say-hello you  # greets
cmake -S phase-00-math -B build/p0 && cmake --build build/p0
./course reproduce E00.1 --write
```

See [the front](../../README.md#all-of-it), [here](#1-one-unit-whats-it), `[not](a.link)`, $a[i](x)$.

- `./course learn unit`
"""
README = """\
# All of it

<!-- reproduce -->

| id | paper | what | published | ours | limit | seeds | seconds | command |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| E00.1 | Shannon 1951 | bits a letter | 4.14 | 4.085 | within 0.1 |  | 2.5 | `./course reproduce E00.1` |
| E00.1 | Shannon 1951 | a \\| b | 3.1 | 3.9 | none: shown | 3 of 4 |  |  |

<!-- /reproduce -->
"""
PHASE = "phase-00-math/"
CHAPTER_FILE = PHASE + "notes/01-unit.md"
FILES = {
    "README.md": README,
    "course": '    run | test | learn | figures | reproduce) "course_$command" "$@" ;;\n',
    "tools/notes/opt-outs.txt": "0\n",
    CHAPTER_FILE: CHAPTER,
    PHASE + "notes/facts.cpp": "int main() {}\n",
    PHASE + "notes/figures/curve.svg": "<svg/>",
    PHASE + "notes/figures/curve.gp": "plot x",
    PHASE + "code/math/unit.cpp": SOURCE,
    PHASE + "code/math/unit.h": HEADER,
    PHASE + "code/demos/say_hello.cpp": "// says hello\nint main() {}\n",
    PHASE + "code/experiments/how_much.cpp": "// E00.1, quick: how much (Shannon 1951)\n",
    PHASE + "tests/unit_test.cpp": TESTS,
    PHASE + "results/E00.1.tsv": RESULTS,
    PHASE + "exercises/exercises.txt": "[unit]\nnote: notes/01-unit.md#1-one-unit-whats-it\n",
}
PAPER = """\
# On one unit (Unit and Other, 1950)

Journal of Units 1:1.

## What failed before

Nothing.

## The idea in one equation

$$x = x$$

## The number that made its name

One.

## Rebuilt here

[unit.cpp](../phase-00-math/code/math/unit.cpp).

## What came after

Two.
"""
PAPER_FILE = "papers/1950-unit.md"
PAPERS = {
    PHASE + "README.md": "# Phase 0\n",
    PAPER_FILE: PAPER,
    "papers/1951-two.md": PAPER.replace("On one unit (Unit and Other, 1950)", "Two (A, B, C and D, 1951 and 1976)"),
    "papers/timeline.tsv": "# Rows\nnote\tphase\tadds\tlabel\n1950-unit\t00\tone\ta unit\n1951-two\t-\ttwo\t-\n",
    "papers/README.md": "# Papers\n\n<!-- papers: by year -->\n<!-- /papers -->\n\n"
    "<!-- papers: by phase -->\n<!-- /papers -->\n\n![Dots](figures/dots.svg)\n\n*Dots. Made by `./course figures papers dots`.*\n",
    "papers/figures/dots.svg": "<svg/>",
    "papers/figures/dots.gp": "plot x",
}
PROGRAMS = {
    "math_say_hello": "#!/bin/sh\necho \"hello $1  \"\n",
    "math_facts": "#!/bin/sh\nprintf 'steps\\t7\\n'\n",
}


class Course:
    """The files above in a new folder; `check` gives the exit code and what was printed."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name).resolve()
        for name, text in FILES.items():
            self.write(name, text)
        for name, text in PROGRAMS.items():
            self.write("bin/" + name, text)
            (self.root / "bin" / name).chmod(0o755)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, name, old, new):
        text = self.read(name)
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def run(self, *words):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = refresh.main(["--root", str(self.root), "--bin", str(self.root / "bin"), *words])
        return code, said.getvalue()

    def check(self):
        return self.run("--check")
