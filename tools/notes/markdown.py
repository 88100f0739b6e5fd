"""What the tools need to know of a Markdown page: fences, headings, links, images, comments."""

import re
from dataclasses import dataclass, field
from pathlib import Path

FENCE = re.compile(r"^( *)(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$")
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n[ \t]*\n)[\s\S])*?[^`])\1(?!`)")
COMMENT = re.compile(r"<!--([\s\S]*?)(?:-->|\Z)")
MATH = re.compile(r"\$\$[\s\S]+?\$\$|(?<![\\$])\$(?=[^\s$])(?:(?!\n[ \t]*\n)[^$])*?(?<=[^\s\\])\$(?!\d)")
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*(\S+)", re.M)
HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
ANCHOR = re.compile(r"<a\s+(?:id|name)=\"([^\"]+)\"")


@dataclass
class Fence:
    first: int  # index of the line ```
    last: int  # index of the closing line; the number of lines if there is none
    language: str
    indent: str


@dataclass
class Link:
    line: int
    text: str
    target: str
    image: bool
    begin: int
    end: int


@dataclass(eq=False)
class Page:
    path: Path
    text: str
    lines: list = field(init=False)
    fences: list = field(init=False)

    def __post_init__(self):
        self.lines = self.text.split("\n")
        self.fences = find_fences(self.lines)
        inside = {i for f in self.fences for i in range(f.first, f.last + 1)}
        self.prose = "\n".join(" " * len(s) if i in inside else s for i, s in enumerate(self.lines))
        self.plain = INLINE_CODE.sub(blank, self.prose)  # without code; with comments and math

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def comments(self):
        return COMMENT.finditer(self.plain)

    def links(self):
        bare = MATH.sub(blank, COMMENT.sub(blank, self.plain))
        for m in LINK.finditer(bare):
            words = self.text[m.start(2) : m.end(2)]
            yield Link(self.line_at(m.start()), words, m.group(3), bool(m.group(1)), m.start(), m.end())
            for inner in LINK.finditer(bare, m.start(2), m.end(2)):  # [![picture](…)](…)
                yield Link(
                    self.line_at(inner.start()), inner.group(2), inner.group(3), True, inner.start(), inner.end()
                )
        for m in REFERENCE.finditer(bare):
            yield Link(self.line_at(m.start()), "", m.group(1), False, m.start(), m.end())

    def code_spans(self):
        """(line, text) of `code` in the prose."""
        for m in INLINE_CODE.finditer(COMMENT.sub(blank, self.prose)):
            yield self.line_at(m.start()), re.sub(r"\s+", " ", m.group(2).strip())

    def headings(self):
        """(level, words as written, anchor) from the top."""
        seen = {}
        for number, line in enumerate(self.prose.split("\n")):
            found = HEADING.match(line)
            if found:
                words = COMMENT.sub("", found.group(2))
                yield len(found.group(1)), words, anchor_of(words, seen)

    def anchors(self):
        return {anchor for _, _, anchor in self.headings()} | set(ANCHOR.findall(self.prose))

    def paragraph_after(self, offset):
        """The rest of the paragraph, and the next one."""
        rest = self.prose[offset:]
        blocks = re.split(r"\n[ \t]*\n", rest, maxsplit=2)
        return "\n".join(blocks[:2])


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def find_fences(lines):
    found, open_fence, marks = [], None, ""
    for i, line in enumerate(lines):
        match = FENCE.match(line)
        if open_fence is None:
            if match:
                open_fence = Fence(i, len(lines), match.group(3), match.group(1))
                marks = match.group(2)
                found.append(open_fence)
        elif match and match.group(2).startswith(marks) and not match.group(3):
            open_fence.last = i
            open_fence = None
    return found


def anchor_of(heading, seen):
    """GitHub's rule; `seen` counts the headings that gave the same."""
    words = LINK.sub(lambda m: m.group(2), heading)
    words = re.sub(r"[`*]|<[^>]+>|(?<!\w)_|_(?!\w)", "", words).strip().lower()
    anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
    seen[anchor] = seen.get(anchor, -1) + 1
    return anchor if seen[anchor] == 0 else f"{anchor}-{seen[anchor]}"
