#!/usr/bin/env python3
"""Walks the pages of a site: check_site.py FOLDER. Every link and anchor must lead somewhere, every page be reachable,
nothing come from elsewhere, every formula be MathML. Last line: N pages, M links, K wrong; exit code 1 if K is not 0."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

LOADED = {("img", "src"), ("link", "href"), ("script", "src"), ("iframe", "src"), ("source", "src")}


class PageReader(HTMLParser):
    """Names and links of a page."""

    def __init__(self):
        super().__init__()
        self.names, self.links, self.wrong = set(), [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        line = self.getpos()[0]
        name = attributes.get("id")
        if name and name in self.names:
            self.wrong.append((line, f"id {name} is there twice"))
        self.names |= {name} if name else set()
        if tag == "script":
            self.wrong.append((line, "a script: the site needs none"))
        if tag == "img" and not attributes.get("alt"):
            self.wrong.append((line, "a picture without words"))
        if re.match(r"math (inline|display)", attributes.get("class") or ""):
            self.wrong.append((line, "a formula that is not MathML"))
        for key in ("href", "src"):
            if attributes.get(key) is not None:
                self.links.append((line, attributes[key], (tag, key) in LOADED))

    def handle_comment(self, data):
        self.wrong.append((self.getpos()[0], f"a comment that shows to nobody: {data.strip()[:40]}"))


def read(path):
    reader = PageReader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def check_link(pages, folder, file, link, loaded):
    """(what is wrong or None, the page that it leads to or None)"""
    if link.startswith("data:"):
        return None, None
    if re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.I):
        wrong = f"{link} is loaded from elsewhere" if loaded else f"{link} is a file here" if link.startswith("file:") else None
        return wrong, None
    path, _, anchor = unquote(link).partition("#")
    target = (file.parent / path).resolve() if path else file
    if not target.is_relative_to(folder):
        return f"{link} leads out of the site", None
    if not target.is_file():
        return f"{link} leads to nothing", None
    if anchor and target in pages and anchor not in pages[target].names:
        return f"{link}: there is no such anchor", target
    return None, target


def check(folder):
    """(pages, links, problems)"""
    pages = {path: read(path) for path in sorted(folder.rglob("*.html"))}
    problems, links, reached = [], 0, {folder / "index.html"}
    for file, page in pages.items():
        found = list(page.wrong)
        for line, link, loaded in page.links:
            links += 1
            wrong, target = check_link(pages, folder, file, link, loaded)
            found += [(line, wrong)] if wrong else []
            reached |= {target} if target and target != file else set()
        problems += [f"{file.relative_to(folder)}:{line}: {what}" for line, what in sorted(found)]
    problems += [f"{file.relative_to(folder)}:1: no page leads here" for file in pages if file not in reached]
    return len(pages), links, problems


def main():
    if len(sys.argv) != 2 or not Path(sys.argv[1], "index.html").is_file():
        print("usage: check_site.py FOLDER, one that ./course site made", file=sys.stderr)
        return 2
    pages, links, problems = check(Path(sys.argv[1]).resolve())
    for problem in problems:
        print(problem)
    print(f"{pages} pages, {links} links, {len(problems)} wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
