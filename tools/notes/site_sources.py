"""Pages of the source files that the notes link to, and of the folders."""

import html
import re
import subprocess

LANGUAGES = {
    ".h": "cpp", ".cpp": "cpp", ".py": "python", ".sh": "bash", ".cmake": "cmake", ".json": "json", ".gp": "gnuplot",
}  # fmt: skip
BATCH = 24  # files in one run of pandoc
LARGEST = 60_000  # bytes; a larger file is named, not shown
CUT = '<hr class="cut" />'


class SourcePages:
    def __init__(self, project):
        self.project = project
        self.wanted = set()

    def want(self, path):
        self.wanted.add(path)

    def jobs(self, place):
        """Functions that each give (place, title, body) of some pages; first the folders, since these want files."""
        folders = [self.folder_page(path, place) for path in sorted(p for p in self.wanted if p.is_dir())]
        files = sorted(path for path in self.wanted if path.is_file())
        batches = [files[i : i + BATCH] for i in range(0, len(files), BATCH)]
        return [lambda: folders] + [lambda batch=batch: self.file_pages(batch, place) for batch in batches]

    def file_pages(self, files, place):
        pages = []
        for path, body in zip(files, coloured(files, [self.text_of(path) for path in files])):
            name = html.escape(self.project.name(path))
            pages.append((place(path), f"<code>{name}</code>", f'<h1 class="file">{name}</h1>\n{body}'))
        return pages

    def folder_page(self, folder, place):
        items = []
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix != ".md" and readable(path):
                self.want(path)
                link = html.escape(place(path).rsplit("/", 1)[-1])
                items.append(f'<li><a href="{link}"><code>{html.escape(path.name)}</code></a></li>')
            else:
                items.append(f"<li><code>{html.escape(path.name)}</code></li>")
        name = html.escape(self.project.name(folder))
        return place(folder), f"<code>{name}</code>", f'<h1 class="file">{name}</h1>\n<ul>{"".join(items)}</ul>'

    def text_of(self, path):
        if readable(path):
            return path.read_text(encoding="utf-8")
        return f"{path.stat().st_size} bytes: too large, or no text, to be shown here\n"


def readable(path):
    if path.stat().st_size > LARGEST:
        return False
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def language_of(path, text):
    if path.name == "CMakeLists.txt":
        return "cmake"
    return LANGUAGES.get(path.suffix, "bash" if text.startswith("#!/usr/bin/env bash") else "default")


def coloured(paths, texts):
    """All files in one run of pandoc, which takes longer to start than to work; lines are called L1, L2, …"""
    if not paths:
        return []
    blocks = []
    for path, text in zip(paths, texts):
        fence = "~" * (3 + max(map(len, re.findall(r"~+", text)), default=0) + 1)
        blocks.append(f"{fence}{{.{language_of(path, text)} .numberLines .lineAnchors}}\n{text.rstrip()}\n{fence}\n")
    done = subprocess.run(
        ["pandoc", "-f", "markdown", "-t", "html5"], input=f"\n{CUT}\n\n".join(blocks), capture_output=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    parts = done.stdout.split(CUT)
    assert len(parts) == len(paths), "pandoc gave another number of files than it got"
    return [lines_named(part) for part in parts]


def lines_named(text):
    text = re.sub(r'<div class="sourceCode" id="cb\d+">', '<div class="sourceCode">', text)
    text = re.sub(r'id="cb\d+-(\d+)"', r'id="L\1"', text)
    return re.sub(r'<a href="#cb\d+-(\d+)"', r'<a aria-label="line \1" href="#L\1"', text)
