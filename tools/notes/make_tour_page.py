#!/usr/bin/env python3
"""What the tour showed, as one page that needs nothing beside it: make_tour_page.py STEPS.tsv --out FILE

STEPS.tsv holds lines "kind<TAB>value": title (begins a step), command, output (a text file), picture (SVG or PNG) with
its caption after another tab, read (a page of notes). Paths are from the top of the course."""

import argparse
import base64
import html
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from project import Project  # noqa: E402
from values import claims_table  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
OWN_STYLE = "main { max-width: 60rem; } figure { margin: 0 0 1.1rem; } figcaption { color: var(--pale); font-size: 0.92em; }"
NEXT = (
    ("./course notes 00", "phase-00-math/README.md", "the first room, from its beginning"),
    ("./course site", None, "all notes as pages, with the chapters beside the text"),
    ("./course learn", "tools/README.md", "the exercises: your code goes on inside GPT-2"),
    ("./course reproduce", "papers/reproduced.md", "the papers' numbers again, on this machine"),
    ("papers/", "papers/README.md", "what the papers did, in order, a page each"),
)


class TourProblem(Exception):
    pass


def read_steps(path):
    """[(title, [(kind, value, more)])] in order."""
    steps = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        kind, _, rest = line.partition("\t")
        value, _, more = rest.partition("\t")
        if kind == "title":
            steps.append((value, []))
        elif steps and kind in SHOWN and value:
            steps[-1][1].append((kind, value, more))
        else:
            raise TourProblem(f"{path}:{number}: got {line[:60]!r}, wanted title first, then one of {', '.join(SHOWN)}")
    if not steps:
        raise TourProblem(f"{path}: no steps: ./course tour writes it")
    return steps


def existing(root, name):
    file = root / name
    if not file.is_file():
        raise TourProblem(f"{name} is not there: ./course tour makes or names it")
    return file


def command(_root, value, _more):
    return f'<pre tabindex="0"><code>{html.escape(value)}</code></pre>'


def output(root, value, _more):
    text = existing(root, value).read_text(encoding="utf-8", errors="replace")
    return f'<pre tabindex="0">{html.escape(text.rstrip())}</pre>'


def picture(root, value, more):
    file = existing(root, value)
    if file.suffix not in TYPES:
        raise TourProblem(f"{value}: got {file.suffix or 'no ending'}, wanted one of {', '.join(TYPES)}")
    data = base64.b64encode(file.read_bytes()).decode("ascii")
    caption = html.escape(more or file.stem)
    return (
        f'<figure><img src="data:{TYPES[file.suffix]};base64,{data}" alt="{caption}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def read(root, value, _more):
    """A link to a page of notes on the disk, and the words that open it in the terminal."""
    file = existing(root, value)
    title = file.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
    return f'<p>Read: <a href="{html.escape(file.as_uri())}">{html.escape(title)}</a></p>'


SHOWN = {"command": command, "output": output, "picture": picture, "read": read}


def published_table(root):
    """The papers' numbers beside ours, as HTML."""
    lines = claims_table(Project(root), published_only=True)
    rows = [[c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines if not line.startswith("| ---")]
    head = "".join(f"<th>{cell(c)}</th>" for c in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell(c)}</td>" for c in row) + "</tr>\n" for row in rows[1:])
    return f'<div class="wide" tabindex="0"><table><tr>{head}</tr>\n{body}</table></div>'


def cell(text):
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text.replace("\\|", "|")))


def page(root, steps):
    parts = ["<h1>The tour: from a perceptron to a GPT that speaks</h1>"]
    for title, shown in steps:
        parts.append(f"<h2>{html.escape(title)}</h2>")
        parts += [SHOWN[kind](root, value, more) for kind, value, more in shown]
    parts.append('<h2 id="numbers">The papers\' numbers, and ours</h2>')
    parts.append("<p>As they were last written down; a row without a limit is a gap that is shown.</p>")
    parts.append(published_table(root))
    parts.append('<h2 id="next">What to read next</h2>\n<ul>')
    for words, file, what in NEXT:
        words = f"<code>{html.escape(words)}</code>"
        link = f'<a href="{html.escape((root / file).as_uri())}">{words}</a>' if file else words
        parts.append(f"<li>{link}: {html.escape(what)}</li>")
    parts.append("</ul>")
    style = (HERE / "site.css").read_text(encoding="utf-8") + OWN_STYLE
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>The tour · Perceptron to GPT</title>\n'
        f'<link rel="icon" href="data:,">\n<style>\n{style}\n</style>\n</head>\n<body>\n'
        '<header><span>Perceptron to GPT</span> <a href="#numbers">Numbers</a> <a href="#next">Next</a></header>\n'
        f"<main>\n{chr(10).join(parts)}\n</main>\n</body>\n</html>\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("steps", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    try:
        text = page(options.root.resolve(), read_steps(options.steps))
        options.out.write_text(text, encoding="utf-8")
    except (TourProblem, OSError) as problem:
        print(f"make_tour_page: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
