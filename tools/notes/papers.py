"""The notes on papers: their form, and the index made of them and of papers/timeline.tsv."""

import re
from functools import cached_property

from problem import Problem

FOLDER, LIST, INDEX = "papers", "timeline.tsv", "README.md"
COLUMNS = ["note", "phase", "adds", "label"]
FORM = [
    "What failed before", "The idea in one equation", "The number that made its name", "Rebuilt here", "What came after",
]  # fmt: skip
TITLE = re.compile(r"# (.+) \((.+), (\d{4})(?: and \d{4})?\)")
NO_PHASE = "-"  # told, rebuilt nowhere


class Papers:
    def __init__(self, project):
        self.project = project
        self.folder = project.root / FOLDER
        self.problems = []

    @cached_property
    def notes(self):
        """Name without ending -> page, of every note; their names begin with a year."""
        return {path.stem: self.project.page(path) for path in sorted(self.folder.glob("[0-9]*.md"))}

    @cached_property
    def rows(self):
        """(line, note, phase, what it added) of the list, in its order."""
        file = self.folder / LIST
        lines = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
        cells = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
        return [(number, *row[:3]) for number, row in cells[1:] if len(row) == len(COLUMNS)]

    def listed(self):
        """The rows whose note is there."""
        return [(note, phase, adds) for _, note, phase, adds in self.rows if note in self.notes]

    def title(self, note):
        """(title, authors) as the note's first line has them."""
        found = TITLE.fullmatch(self.notes[note].lines[0])
        return found.group(1, 2) if found else (note, note[5:])

    def authors(self, note):
        """As one cites them."""
        names = re.split(r", | and ", self.title(note)[1])
        return f"{names[0]} et al." if len(names) > 3 else self.title(note)[1]

    def by_year(self):
        lines = ["| year | paper | what it added | phase |", "|---|---|---|---|"]
        for note, phase, adds in self.listed():
            paper = f"{self.authors(note)}, [{self.title(note)[0]}]({note}.md)"
            lines.append(f"| {note[:4]} | {paper} | {adds} | {self.phase_link(phase)} |")
        return lines

    def by_phase(self):
        lines = ["| phase | papers |", "|---|---|"]
        for number, folder in self.project.phases.items():
            lines.append(f"| [{number} {folder.name[9:].replace('-', ' ')}](../{folder.name}/README.md) | {self.of(number)} |")
        return lines + [f"| told only | {self.of(NO_PHASE)} |"]

    def of(self, wanted):
        rows = [(f"{self.authors(note)} {note[:4]}", note, adds) for note, phase, adds in self.listed() if phase == wanted]
        cited = [cite for cite, _, _ in rows]
        return "; ".join(f"[{c if cited.count(c) == 1 else f'{c}, {adds}'}]({note}.md)" for c, note, adds in rows)

    def entry(self, page):
        """How a list of contents names a page: a note by its year and the first words of its title; None if it is none."""
        note = page.path.stem
        return f"{note[:4]} {self.title(note)[0].split(':')[0]}" if self.notes.get(note) is page else None

    def phase_link(self, phase):
        return f"[{phase}](../{self.project.phases[phase].name}/README.md)" if phase in self.project.phases else "told only"

    def table(self, kind):
        return self.by_year() if kind == "year" else self.by_phase()

    def check(self):
        """Says which notes have another form or are not in the list, and which rows lead nowhere."""
        for note, page in self.notes.items():
            self.form(note, page)
        if self.notes:
            self.list()
        return self.problems

    def say(self, file, line, text):
        self.problems.append(Problem(self.project.name(file), line, f"[paper] {text}"))

    def form(self, note, page):
        found = TITLE.fullmatch(page.lines[0])
        if not found or found.group(3) != note[:4]:
            self.say(page.path, 1, f"'{page.lines[0]}': '# Title (Authors, {note[:4]})' is wanted")
        elif len(page.lines) < 3 or not page.lines[2] or page.lines[2].startswith("#"):
            self.say(page.path, 3, "where the paper appeared is wanted here")
        has = [(self.line_of(page, words), words) for level, words, _ in page.headings() if level > 1]
        for got, wanted in zip(has + [(len(page.lines), "nothing")], FORM):
            if got[1] != wanted:
                return self.say(page.path, got[0], f"'## {wanted}' is wanted, not '{got[1]}'")
        if len(has) > len(FORM):
            self.say(page.path, has[len(FORM)][0], f"'{has[len(FORM)][1]}' is one section too many")
        return None

    def line_of(self, page, words):
        return next(i for i, line in enumerate(page.lines, 1) if line.startswith("#") and line.endswith(words))

    def list(self):
        file, years = self.folder / LIST, [row[1][:4] for row in self.rows]
        for (number, note, phase, _), year, before in zip(self.rows, years, [""] + years):
            if note not in self.notes:
                self.say(file, number, f"there is no {FOLDER}/{note}.md")
            if phase != NO_PHASE and phase not in self.project.phases:
                self.say(file, number, f"there is no phase '{phase}': {NO_PHASE} is for none")
            if year < before:
                self.say(file, number, f"{year} stands after {before}")
        names = [note for _, note, _, _ in self.rows]
        index = self.folder / INDEX
        linked = {link.target for link in self.project.page(index).links()} if index.is_file() else set()
        for note, page in self.notes.items():
            if names.count(note) != 1:
                self.say(page.path, 1, f"{FOLDER}/{LIST} has {names.count(note)} rows for this note, 1 is wanted")
            elif f"{note}.md" not in linked:
                self.say(page.path, 1, f"{FOLDER}/{INDEX} has no link to this note: ./course notes --refresh")
