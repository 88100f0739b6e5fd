"""Numbers that the notes quote: from programs that are run, and from tables that were measured once."""

import os
import re
import shlex
import subprocess

LIMIT_SECONDS = 60
RUN = re.compile(r"^\./course run (\d\d) (\S+)")


class ValueProblem(Exception):
    pass


def escaped(text):
    return text.replace("|", "\\|")


class Values:
    def __init__(self, project):
        self.project = project
        self.outputs = {}
        self.tables = {}

    def target(self, command):
        """The program behind `./course run NN NAME …`, and its arguments."""
        found = RUN.match(command)
        if not found:
            raise ValueProblem(f"[output] '{command}' is not of the form ./course run NN NAME, which is what can be quoted")
        phase, name = found.group(1), found.group(2).replace("_", "-")
        if phase not in self.project.phases or name not in self.project.runnable(phase):
            raise ValueProblem(f"[output] phase {phase} has no '{name}': ./course run {phase} lists what it has")
        return self.project.target(phase, name), shlex.split(command)[4:]

    def output(self, command):
        """What the command prints, as text without white space at the ends of lines."""
        target, arguments = self.target(command)
        return self.run(target, *arguments)

    def run(self, target, *arguments):
        key = (target, *arguments)
        if key not in self.outputs:
            self.outputs[key] = self.start(self.project.programs / target, arguments)
        return self.outputs[key]

    def start(self, program, arguments):
        who = f"[output] {program.name}"
        if not program.is_file():
            raise ValueProblem(f"{who} is not built in {program.parent}: ./course notes builds it")
        environment = {**os.environ, "NO_COLOR": "1"}
        try:
            done = subprocess.run(
                [program, *arguments], cwd=self.project.root, env=environment, capture_output=True,
                timeout=LIMIT_SECONDS, stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace",
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise ValueProblem(f"{who} took more than {LIMIT_SECONDS} s: quote what takes seconds") from None
        if done.returncode != 0:
            said = (done.stderr.strip().split("\n") or [""])[-1]
            raise ValueProblem(f"{who} ended with {done.returncode}, 0 is wanted: {said}")
        return "\n".join(line.rstrip() for line in done.stdout.split("\n")).strip("\n")

    def value(self, page, name):
        """NAME of the phase's facts, or results/FILE.tsv#KEY[.COLUMN]."""
        if "#" in name:
            return escaped(self.from_table(page, *name.split("#", 1)))
        phase = self.project.phase_of(page.path)
        if not phase:
            raise ValueProblem(f"[value] '{name}' stands in no phase: only FILE.tsv#KEY can be quoted here")
        source = self.project.phases[phase] / "notes/facts.cpp"
        if not source.is_file():
            raise ValueProblem(f"[value] '{name}' wants {self.project.name(source)}, which is not there")
        lines = self.run(self.project.facts_target(phase)).split("\n")
        facts = dict(line.split("\t", 1) for line in lines if "\t" in line)
        if name not in facts:
            raise ValueProblem(f"[value] {self.project.name(source)} prints no '{name}'; it has {', '.join(facts)}")
        return escaped(facts[name])

    def from_table(self, page, file, key):
        path = self.project.find(page, file)
        if not path:
            raise ValueProblem(f"[value] there is no {file}: ./course reproduce ID --write makes it")
        if path not in self.tables:
            self.tables[path] = Table(path.read_text(encoding="utf-8"))
        try:
            return self.tables[path].value(key)
        except KeyError as error:
            raise ValueProblem(f"[value] {self.project.name(path)} has no {error.args[0]}") from None


class Table:
    """A .tsv of results: `# name: value` lines, the names of the columns, rows whose first field is their key."""

    def __init__(self, text):
        lines = text.rstrip("\n").split("\n")
        said = [line[1:].strip() for line in lines if line.startswith("#")]
        self.about = dict(line.split(": ", 1) for line in said if ": " in line)
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        self.columns = rows[0] if rows else []
        self.rows = [dict(zip(self.columns, row)) for row in rows[1:]]

    def value(self, key):
        by_key = {row[self.columns[0]]: row for row in self.rows}
        column = "ours"
        if key not in by_key and key in self.about:
            return self.about[key]
        if key not in by_key and "." in key:
            key, column = key.rsplit(".", 1)
        if key not in by_key:
            raise KeyError(f"row '{key}'; it has {', '.join(by_key)}")
        if column not in by_key[key]:
            raise KeyError(f"column '{column}'; it has {', '.join(self.columns)}")
        return by_key[key][column]


COLUMNS = ("id", "paper", "what", "published", "ours", "limit", "seeds", "seconds", "command")


def claims_table(project, published_only=False):
    """The lines of one Markdown table of the claims in phase-*/results/E*.tsv: all, or those that a paper has too."""
    files = [p for folder in project.phases.values() for p in folder.glob("results/E[0-9]*.tsv")]
    files.sort(key=lambda p: [int(n) for n in re.findall(r"\d+", p.stem)])
    lines = [row_of(COLUMNS), row_of("---" for _ in COLUMNS)]
    for file in files:
        table = Table(file.read_text(encoding="utf-8"))
        claims = [row for row in table.rows if row.get("holds") != "fact" and (row.get("published") or not published_only)]
        for number, row in enumerate(claims):
            lines.append(row_of(claim_row(file.stem, row, table.about.get("seconds", ""), number == 0)))
    return lines


def claim_row(identity, row, seconds, first):
    limit = {"yes": row.get("limit", ""), "no": f"**fails:** {row.get('limit', '')}"}.get(row.get("holds"), "none: shown")
    cells = [identity] + [row.get(c, "") for c in ("paper", "what", "published", "ours")] + [limit, row.get("seeds", "")]
    return cells + ([seconds, f"`./course reproduce {identity}`"] if first else ["", ""])


def row_of(cells):
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"
