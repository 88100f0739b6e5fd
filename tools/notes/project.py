"""What the course holds, by looking: phases, pages, programs, experiments, exercises, tests."""

import re
from functools import cached_property
from pathlib import Path

from markdown import Page

NOT_OURS = {"build", "data", "my", "runs", ".git"}
ROOMS = ("math", "nn", "sequence", "tokenizer", "attention", "transformer", "gpt2", "training")
OWN_PROGRAMS = {"06": "gpt2", "07": "train"}


class Project:
    def __init__(self, root, programs=None):
        self.root = Path(root).resolve()
        self.programs = Path(programs).resolve() if programs else self.root / "build/release/bin"
        self._pages = {}

    @cached_property
    def phases(self):
        """"00" -> its folder."""
        return {p.name[6:8]: p for p in sorted(self.root.glob("phase-[0-9][0-9]-*")) if p.is_dir()}

    @cached_property
    def figures(self):
        """What `./course figures` takes -> the folder of its figures."""
        folders = {number: folder / "notes/figures" for number, folder in self.phases.items()}
        return {**folders, "papers": self.root / "papers/figures"}

    def pages(self):
        found = [*self.root.glob("*.md"), *self.root.glob("papers/**/*.md"), *self.root.glob("tools/**/*.md")]
        for folder in self.phases.values():
            found += folder.glob("**/*.md")
        return sorted(found, key=self.name)

    def page(self, path, again=False):
        path = Path(path).resolve()
        if again or path not in self._pages:
            self._pages[path] = Page(path, path.read_text(encoding="utf-8"))
        return self._pages[path]

    def name(self, path):
        """How a problem names a file: from the top."""
        path = Path(path).resolve()
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def phase_of(self, path):
        """The number of the phase that a file belongs to, or None."""
        top = self.name(path).split("/")[0]
        return top[6:8] if re.match(r"phase-\d\d-", top) else None

    def find(self, page, file):
        """A file that a marker names: from the phase's folder, or from the top."""
        phase = self.phase_of(page.path)
        for folder in ([self.phases[phase]] if phase else []) + [self.root]:
            if (folder / file).is_file():
                return folder / file
        return None

    def runnable(self, phase):
        """The names that `./course run NN` knows."""
        folder = self.phases[phase] / "code"
        names = [p.stem.replace("_", "-") for kind in ("demos", "experiments") for p in folder.glob(f"{kind}/*.cpp")]
        return sorted(names) + ([OWN_PROGRAMS[phase]] if phase in OWN_PROGRAMS else [])

    def target(self, phase, name):
        """The program that `./course run NN NAME` builds and starts."""
        own = OWN_PROGRAMS.get(phase)
        return name if name == own else f"{ROOMS[int(phase)]}_{name.replace('-', '_')}"

    def facts_target(self, phase):
        return f"{ROOMS[int(phase)]}_facts"

    @cached_property
    def experiments(self):
        """The IDs that `./course reproduce` knows: the first words of the experiments."""
        found = {}
        for source in sorted(self.root.glob("phase-*/code/experiments/*.cpp")):
            with open(source, encoding="utf-8") as file:
                match = re.match(r"//\s*(E\d\d\.\d+)\b", file.readline())
            if match:
                found[match.group(1)] = source
        return dict(sorted(found.items()))

    @cached_property
    def exercises(self):
        """Name -> phase, of every [name] in an exercises.txt."""
        found = {}
        for phase, folder in self.phases.items():
            for line in read_lines(folder / "exercises/exercises.txt"):
                match = re.match(r"\[([a-z0-9_]+)\]", line)
                if match:
                    found[match.group(1)] = phase
        return found

    @cached_property
    def downloads(self):
        lines = read_lines(self.root / "tools/course/fetch.tsv")
        return {line.split("\t")[0] for line in lines if line and not line.startswith("#")}

    @cached_property
    def commands(self):
        """The words after ./course, as the driver's `case` names them."""
        found = set()
        for line in read_lines(self.root / "course"):
            match = re.match(r"\s*([a-z |]+)\)\s*\"course_\$command\"", line)
            if match:
                found |= {word.strip() for word in match.group(1).split("|")}
        return found | {"help"}


def read_lines(path):
    return path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
