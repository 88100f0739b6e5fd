#!/usr/bin/env python3
"""All notes as a book of static pages, by pandoc: make_site.py [--out FOLDER]"""

import argparse
import html
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from string import Template
from urllib.parse import quote, unquote

sys.dont_write_bytecode = True

from checks import EXTERNAL  # noqa: E402
from papers import Papers  # noqa: E402
from project import Project  # noqa: E402
from site_sources import SourcePages  # noqa: E402

HERE = Path(__file__).resolve().parent
PANDOC = ["pandoc", "-f", "gfm+tex_math_dollars-emoji-yaml_metadata_block", "-t", "html5", "--mathml", "--wrap=preserve"]
PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".gif"}
STYLE = "assets/site.css"
TAG_LINK = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")([^"]*)(")')


class SiteProblem(Exception):
    pass


class Site:
    def __init__(self, project, out):
        self.project, self.out = project, out
        self.template = Template((HERE / "page.html").read_text(encoding="utf-8"))
        self.book = self.in_order()
        self.papers = Papers(project)
        self.pictures = set()
        self.sources = SourcePages(project)

    def in_order(self):
        """The pages of the book, first to last: (page, level)."""
        found = [(self.project.root / "README.md", 0)]
        for folder in self.project.phases.values():
            found.append((folder / "README.md", 0))
            found += [(path, 1) for path in sorted(folder.glob("notes/*.md"))]
        papers = sorted(self.project.root.glob("papers/*.md"), key=lambda p: (p.name != "README.md", p.name))
        found += [(path, 0 if path.name == "README.md" else 1) for path in papers]
        return [(self.project.page(path), level) for path, level in found if path.is_file()]

    def place(self, path):
        """Where the page of a file or folder stands in the site."""
        name = self.project.name(path)
        if path.is_dir():
            return "index.html" if name == "." else f"{name}/index.html"
        if path.suffix == ".md":
            return f"{name[:-9]}index.html" if path.name == "README.md" else f"{name[:-3]}.html"
        return name if path.suffix.lower() in PICTURES else f"{name}.html"

    def file_of(self, page, target):
        """The file or folder that a link leads to; a folder's README stands for it. None if it leads elsewhere."""
        if not target or target.startswith("#") or EXTERNAL.match(target):
            return None
        file = (page.path.parent / unquote(target).partition("#")[0]).resolve()
        if not file.exists() or not file.is_relative_to(self.project.root):
            raise SiteProblem(f"{self.project.name(page.path)}: {target} leads nowhere: ./course notes --check says more")
        return file / "README.md" if (file / "README.md").is_file() else file

    def link(self, page, target):
        """The same link, between pages of the site."""
        file = self.file_of(page, target)
        if file is None:
            return target
        anchor = unquote(target).partition("#")[2]
        return relative(self.place(page.path), self.place(file)) + (f"#{anchor}" if anchor else "")

    def all_pages(self):
        """The book's pages and those that they lead to; remembers what else they lead to."""
        pages = [page for page, _ in self.book]
        for page in pages:
            for link in page.links():
                file = self.file_of(page, link.target)
                if file is None:
                    continue
                if file.suffix == ".md":
                    other = self.project.page(file)
                    pages += [] if other in pages else [other]
                elif file.suffix.lower() in PICTURES:
                    self.pictures.add(file)
                else:
                    self.sources.want(file)
        return pages

    def body(self, page):
        """What pandoc makes of a page, with links between pages, and what is wide in a box of its own."""
        done = subprocess.run(PANDOC, input=page.text, capture_output=True, encoding="utf-8", check=False)
        if done.returncode or done.stderr.strip():
            said = " ".join(done.stderr.split())[:300]
            raise SiteProblem(f"{self.project.name(page.path)}: pandoc says: {said}")
        text = re.sub(r"<!--[\s\S]*?-->", "", done.stdout)
        text = re.sub(r'<a href="#cb\d+-\d+"[^>]*></a>', "", text)
        text = re.sub(r'(<span|<div class="sourceCode") id="cb[\d-]+"', r"\1", text)
        text = TAG_LINK.sub(lambda m: m.group(1) + self.rewritten(page, m.group(2)) + m.group(3), text)
        text = re.sub(r"<td(?=[^>]*>[^<]{30})", '<td class="long"', text)
        text = re.sub(r"<table>([\s\S]*?)</table>", r'<div class="wide" tabindex="0"><table>\1</table></div>', text)
        text = re.sub(r'<math display="block"[\s\S]*?</math>', r'<span class="wide">\g<0></span>', text)
        return text.replace("<pre ", '<pre tabindex="0" ')

    def rewritten(self, page, target):
        target = self.link(page, html.unescape(target))
        return html.escape(target if EXTERNAL.match(target) else quote(target, safe="/#%"))

    def contents(self, place, current=None):
        """The list of the whole book, with the headings of the page that one is on."""
        lines = ["<ol>"]
        for page, level in self.book:
            here = current is not None and page.path == current.path
            kind = f' class="level{level}"' if level else ""
            entry = self.papers.entry(page)
            words = in_html(entry) if entry else title_of(page)
            lines.append(f"<li{kind}>{anchor_to(relative(place, self.place(page.path)), words, here)}")
            lines += [headings_of(page)] if here else []
            lines.append("</li>")
        return "\n".join(lines + ["</ol>"])

    def turns(self, page, place):
        """Links to the previous and the next page."""
        at = next((i for i, (p, _) in enumerate(self.book) if p.path == page.path), None) if page else None
        if at is None:
            return ""
        links = []
        for step, word in ((-1, "previous"), (1, "next")):
            if 0 <= at + step < len(self.book):
                other = self.book[at + step][0]
                inner = f"<small>{word}</small><br>{title_of(other)}"
                link = html.escape(relative(place, self.place(other.path)))
                links.append(f'<a class="{word}" rel="{word[:4]}" href="{link}">{inner}</a>')
        return '<nav class="turn" aria-label="Previous and next">' + "".join(links) + "</nav>"

    def write(self, place, title, body, page=None):
        headings = headings_of(page) if page else ""
        text = self.template.substitute(
            title=html.escape(plain(title)),
            style=relative(place, STYLE),
            home=relative(place, "index.html"),
            contents=self.contents(place, page),
            toc=f"<details class=\"toc\"><summary>On this page</summary>{headings}</details>" if headings else "",
            body=body,
            turn=self.turns(page, place),
        )
        file = self.out / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def page(self, page):
        self.write(self.place(page.path), title_of(page), self.body(page), page)

    def build(self):
        pages = self.all_pages()
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            written = workers.map(self.page, pages)
            for made in workers.map(lambda job: job(), self.sources.jobs(self.place)):
                for name, title, body in made:
                    self.write(name, title, body)
            list(written)  # what went wrong there comes up here
        for picture in self.pictures:
            self.copy(picture, self.project.name(picture))
        self.copy(HERE / "site.css", STYLE)
        return len(pages) + len(self.sources.wanted)

    def copy(self, file, place):
        (self.out / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, self.out / place)


def relative(place, other):
    return os.path.relpath(other, os.path.dirname(place) or ".").replace(os.sep, "/")


def anchor_to(link, words, here=False):
    return f'<a href="{html.escape(link)}"{" aria-current=page" if here else ""}>{words}</a>'


def plain(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def in_html(words):
    """A heading's words: code and emphasis, nothing else."""
    text = html.escape(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words), quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"\*+([^*]+)\*+", r"<em>\1</em>", text)


@cache
def title_of(page):
    return next((in_html(words) for _, words, _ in page.headings()), page.path.stem)


@cache
def headings_of(page):
    items = [f'<li>{anchor_to("#" + quote(anchor), in_html(words))}</li>' for level, words, anchor in page.headings() if level == 2]
    return "<ul>" + "".join(items) + "</ul>" if len(items) > 1 else ""


def make_room(out):
    """An empty folder, or one that holds an older site, and nothing else."""
    if out.exists() and any(out.iterdir()):
        if not (out / STYLE).is_file():
            raise SiteProblem(f"{out} holds something that is no site: --out names another folder")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)


def main():
    parser = argparse.ArgumentParser(prog="make_site.py", description=__doc__)
    parser.add_argument("--root", type=Path, default=HERE.parent.parent, help="the project's folder")
    parser.add_argument("--out", type=Path, help="where the pages go (build/site)")
    options = parser.parse_args()
    out = (options.out or options.root / "build/site").resolve()
    start = time.monotonic()
    try:
        make_room(out)
        count = Site(Project(options.root), out).build()
    except (SiteProblem, OSError) as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    print(f"{count} pages in {time.monotonic() - start:.1f} s: {out / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
