"""What must hold of a page and cannot be made anew: proofs, links, figures, opt-outs."""

import re
from urllib.parse import unquote

import cpp_source
from papers import Papers
from problem import Problem

TEST_NAME = re.compile(r"^`(\w+\.\w+)`$")
EXTERNAL = re.compile(r"^[a-z][a-z0-9+.-]*:", re.I)


class Checks:
    def __init__(self, project, commands):
        self.project, self.commands = project, commands
        self.tests = {}  # file -> names of its tests
        self.used = set()  # pictures that some page shows
        self.problems = []
        self.checked = 0

    def say(self, page, line, text):
        self.problems.append(Problem(self.project.name(page.path), line, text))

    def page(self, page):
        for link in page.links():
            self.checked += 1
            self.link(page, link)
        self.proofs(page)
        for line, command in self.commands.of(page):
            self.checked += 1
            bad = self.commands.problem(command)
            if bad:
                self.say(page, line, bad)

    def link(self, page, link):
        if EXTERNAL.match(link.target):
            return None
        path, _, anchor = unquote(link.target).partition("#")
        file = (page.path.parent / path).resolve() if path else page.path
        if not file.is_relative_to(self.project.root):
            return self.say(page, link.line, f"[link] {link.target} leads out of the project")
        if not file.exists():
            return self.say(page, link.line, f"[link] {link.target} leads to {self.project.name(file)}, which is not there")
        if anchor:
            self.anchor(page, link, file, anchor)
        if link.image:
            self.figure(page, link, file)
        if TEST_NAME.match(link.text):
            self.proof(page, link, file)
        return None

    def anchor(self, page, link, file, anchor):
        if file.suffix != ".md":
            lines = re.fullmatch(r"L(\d+)(?:-L(\d+))?", anchor)
            if not lines or int(lines.group(lines.lastindex)) > file.read_text(encoding="utf-8").count("\n"):
                self.say(page, link.line, f"[link] {self.project.name(file)} has no #{anchor}")
            return
        has = self.project.page(file).anchors()
        if anchor not in has:
            near = ", ".join("#" + a for a in sorted(has))
            self.say(page, link.line, f"[link] {self.project.name(file)} has no #{anchor}; it has {near}")

    def proof(self, page, link, file):
        name = TEST_NAME.match(link.text).group(1)
        if file not in self.tests:
            found = cpp_source.entities(file.read_text(encoding="utf-8")) if file.suffix == ".cpp" else []
            self.tests[file] = {e.name for e in found}
        if name not in self.tests[file]:
            has = ", ".join(sorted(n for n in self.tests[file] if "." in n)) or "no test"
            self.say(page, link.line, f"[proof] {self.project.name(file)} has no test {name}; it has {has}")

    def proofs(self, page):
        """'Proved by' is followed by a test's name and the file that has it."""
        for m in re.finditer(r"[Pp]roved\s+by\b", page.plain):
            self.checked += 1
            if not re.match(r"\s+\[`\w+\.\w+`\]\(", page.text[m.end() :]):
                line = page.line_at(m.start())
                self.say(page, line, "[proof] 'Proved by' wants [`Suite.Name`](../tests/x_test.cpp) after it")

    def figure(self, page, link, file):
        self.used.add(file)
        name = self.project.name(file)
        if not link.text.strip():
            self.say(page, link.line, f"[figure] {name} has no words for those who do not see it: ![words](…)")
        caption = re.sub(r"\s+", " ", page.paragraph_after(link.end))
        owner = next((w for w, folder in self.project.figures.items() if file.parent == folder), None)
        if owner is None:
            if "`./course " not in caption:
                self.say(page, link.line, f"[figure] the caption of {name} wants the `./course …` that makes it")
            return
        if not file.with_suffix(".gp").is_file():
            self.say(page, link.line, f"[figure] {name} has no {file.stem}.gp beside it, which draws it")
        command = f"`./course figures {owner} {file.stem}`"
        if command not in caption:
            self.say(page, link.line, f"[figure] the caption of {name} wants {command}")

    def whole_project(self):
        """What only all pages together can tell."""
        for owner, folder in self.project.figures.items():
            for file in sorted(folder.glob("*.svg")):
                self.checked += 1
                if file not in self.used:
                    self.problems.append(Problem(self.project.name(file), 1, "[figure] no page shows it: show or remove it"))
            for file in sorted(folder.glob("*.gp")):
                if not file.with_suffix(".svg").is_file():
                    command = f"./course figures {owner} {file.stem}"
                    self.problems.append(Problem(self.project.name(file), 1, f"[figure] was not drawn yet: {command}"))
        for folder in self.project.phases.values():
            self.exercise_notes(folder / "exercises/exercises.txt")
        papers = Papers(self.project)
        self.problems += papers.check()
        self.checked += len(papers.notes)

    def exercise_notes(self, file):
        """`note: FILE#anchor` in the list of exercises leads somewhere."""
        if not file.is_file():
            return
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if not line.startswith("note:"):
                continue
            self.checked += 1
            path, _, anchor = line[5:].strip().partition("#")
            target = file.parent.parent / path
            if not target.is_file():
                self.problems.append(Problem(self.project.name(file), number, f"[link] note: {path} is not there"))
            elif anchor and anchor not in self.project.page(target).anchors():
                self.problems.append(Problem(self.project.name(file), number, f"[link] {path} has no #{anchor}"))
