#!/usr/bin/env python3
"""Pages of the notes as text for a terminal: terminal.py [--width N] [--colour] FILE…"""

import argparse
import re
import sys
import textwrap
from pathlib import Path

sys.dont_write_bytecode = True

from markdown import COMMENT, FENCE, HEADING, INLINE_CODE, LINK, MATH  # noqa: E402
from tex import in_characters  # noqa: E402

BOLD, DIM, SLANTED, CODE, OFF = "\x1b[1m", "\x1b[2m", "\x1b[3m", "\x1b[36m", "\x1b[0m"
SPACE = "\x00"  # a space where a line must not break
ITEM = re.compile(r"^( *)([-*+]|\d+[.)])( +)")
ESCAPE = re.compile(r"\x1b\[\d*m|[\u0300-\u036f\u20d7]")


class Terminal:
    def __init__(self, width, colour):
        self.width, self.colour = width, colour
        self.out = []

    def paint(self, code, text):
        return f"{code}{text}{OFF}" if self.colour else text

    def inline(self, text):
        kept = []

        def keep(shown):
            kept.append(shown.replace(" ", SPACE))
            return f"\x01{len(kept) - 1}\x02"

        text = re.sub(r"(`+)(.+?)\1", lambda m: keep(self.code(m.group(2))), text)
        text = MATH.sub(lambda m: keep(in_characters(m.group().strip("$"))), text)
        text = LINK.sub(self.link, text)
        text = re.sub(r"\*\*(.+?)\*\*", lambda m: self.words(BOLD, m.group(1)), text)
        text = re.sub(r"(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])", lambda m: self.words(SLANTED, m.group(1)), text)
        text = re.sub(r"\\([*_`$|\[\]<>#])", r"\1", text)
        return re.sub(r"\x01(\d+)\x02", lambda m: kept[int(m.group(1))], text)

    def words(self, code, text):
        """Painted word by word, so that a line may break between them."""
        return " ".join(self.paint(code, word) for word in text.split())

    def code(self, text):
        return self.paint(CODE, text.strip()) if self.colour else f"`{text.strip()}`"

    def link(self, match):
        if match.group(1):
            return f"[picture: {match.group(2)} ({match.group(3)})]"
        target = match.group(3)
        return f"{match.group(2)} <{target}>" if target.startswith("http") else match.group(2)

    def wrap(self, text, first="", rest=""):
        """Lines as wide as the terminal; what paints them counts for nothing."""
        line, width = first, shown_width(first)
        for word in text.split():
            wide = shown_width(word)
            if width + 1 + wide > self.width and line.strip():
                self.out.append(line.replace(SPACE, " "))
                line, width = rest, shown_width(rest)
            gap = "" if line in (first, rest) else " "
            line, width = line + gap + word, width + len(gap) + wide
        self.out.append(line.replace(SPACE, " "))

    def blank(self):
        if self.out and self.out[-1]:
            self.out.append("")

    def page(self, text):
        block = []
        lines = iter(COMMENT.sub("", text).split("\n"))
        for line in lines:
            if FENCE.match(line):
                self.block(block)
                block = []
                self.fence(line, lines)
            elif line.strip() and not HEADING.match(line):
                block.append(line)
            else:
                self.block(block)
                block = []
                self.heading(line)
        self.block(block)

    def fence(self, opening, lines):
        mark = FENCE.match(opening).group(2)
        self.blank()
        for line in lines:
            if line.strip().startswith(mark):
                break
            self.out.append("    " + self.paint(CODE, line) if line.strip() else "")
        self.blank()

    def heading(self, line):
        found = HEADING.match(line)
        self.blank()
        if found:
            words = self.inline(found.group(2)).replace(SPACE, " ")
            self.out.append(self.paint(BOLD, words))
            if len(found.group(1)) == 1:
                self.out.append(self.paint(BOLD, "═" * shown_width(words)))
            self.blank()

    def block(self, lines):
        if not lines:
            return
        text = "\n".join(lines)
        if text.lstrip().startswith("$$") and text.rstrip().endswith("$$"):
            self.out += ["    " + row for row in in_characters(text.strip().strip("$")).split("\n")]
        elif lines[0].lstrip().startswith("|"):
            self.table(lines)
        elif ITEM.match(lines[0]):
            for item in items_of(lines):
                found = ITEM.match(item)
                bullet = "  " + found.group(1) + ("•" if found.group(2) in "-*+" else found.group(2)) + " "
                self.wrap(self.inline(item[found.end() :]), bullet, " " * len(bullet))
        elif lines[0].startswith(">"):
            quoted = " ".join(line.lstrip("> ") for line in lines)
            self.wrap(self.inline(quoted), "  │ ", "  │ ")
        else:
            self.wrap(self.inline(" ".join(lines)))
        self.blank()

    def table(self, lines):
        rows = [[self.inline(c.strip()) for c in cells_of(line)] for line in lines]
        widths = [max(shown_width(row[i]) if i < len(row) else 0 for row in rows) for i in range(len(rows[0]))]
        while sum(widths) + 2 * len(widths) > self.width and max(widths) > 8:
            widths[widths.index(max(widths))] -= 1
        narrow = sum(widths) + 2 * len(widths) < sum(max(map(shown_width, c)) + 2 for c in zip(*rows))
        for number, row in enumerate(rows):
            if number == 1 and all(re.fullmatch(r"[:\-−]*", c) for c in row):
                self.out.append("  " + "  ".join("─" * w for w in widths))
                continue
            self.row([self.paint(BOLD, c) if number == 0 else c for c in row], widths)
            if narrow and 1 < number < len(rows) - 1:
                self.blank()

    def row(self, cells, widths):
        """One row, as many lines as its longest cell needs."""
        columns = []
        for cell, width in zip(cells, widths):
            column = Terminal(width, self.colour)
            column.wrap(cell)
            columns.append(column.out)
        for i in range(max(map(len, columns))):
            parts = [c[i] if i < len(c) else "" for c in columns]
            line = "  " + "  ".join(p + " " * max(0, w - shown_width(p)) for p, w in zip(parts, widths))
            self.out.append(line.rstrip())


def shown_width(text):
    return len(ESCAPE.sub("", text))


def items_of(lines):
    items = []
    for line in lines:
        if ITEM.match(line) or not items:
            items.append(line)
        else:
            items[-1] += " " + line.strip()
    return items


def cells_of(line):
    inner = INLINE_CODE.sub(lambda m: m.group().replace("|", "\x03"), line.strip().replace("\\|", "\x03"))
    return [cell.replace("\x03", "|") for cell in inner.strip("|").split("|")]


def main():
    parser = argparse.ArgumentParser(prog="terminal.py", description=__doc__)
    parser.add_argument("--width", type=int, default=100)
    parser.add_argument("--colour", action="store_true")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    terminal = Terminal(max(40, min(options.width, 110)), options.colour)
    for number, file in enumerate(options.files):
        if number:
            terminal.out += ["", "─" * terminal.width, ""]
        terminal.page(file.read_text(encoding="utf-8"))
    print("\n".join(terminal.out))


if __name__ == "__main__":
    main()
