"""Whether a command line of the notes exists."""

import json
import re
import shlex

SHELL = ("sh", "bash", "shell", "console")
PLACEHOLDER = re.compile(r"^[A-Z_…]+$|[…\[\]<>|]|^\.\.\.$|^(ID|NN|NAME)")
LEARN_WORDS = {"hint", "list", "watch", "diff", "reset", "mine", "prove", "on", "off", "1", "2", "3"}
PLAIN = {"cd", "git", "ctest", "export", "python3", "ls", "cat", "curl", "cp", "mv", "mkdir", "$EDITOR", "echo", "sudo"}


class Commands:
    def __init__(self, project):
        self.project = project

    def of(self, page):
        """(line, command) of every command line in the fences, and of `./course …` in the prose."""
        for fence in page.fences:
            if fence.language not in SHELL and fence.language:
                continue
            for line, command in joined_lines(page.lines, fence.first + 1, fence.last):
                if fence.language or command.startswith(("./course", "cmake ")):
                    yield line, command
        for line, span in page.code_spans():
            if re.match(r"\./course(\s|$)", span):
                yield line, span

    def problem(self, command):
        """What is wrong with it, in one line, or None."""
        try:
            words = shlex.split(command, comments=True)
        except ValueError as error:
            return f"[command] '{command}' is no command line: {error}"
        while words and re.match(r"[A-Za-z_]\w*=", words[0]):
            words.pop(0)
        if not words:
            return None
        if words[0] == "./course":
            return self.course(words[1:])
        if words[0] == "cmake":
            return self.cmake(words[1:])
        if re.match(r"(\./)?build/.*bin/", words[0]):
            return self.built(words[0].rsplit("/", 1)[1])
        if words[0] in PLAIN:
            return None
        return f"[command] '{words[0]}' is not known: ./course, cmake, ctest or build/…/bin/PROGRAM is wanted"

    def course(self, words):
        if not words or PLACEHOLDER.search(words[0]):
            return None
        if words[0] not in self.project.commands:
            return f"[command] ./course has no '{words[0]}'; it has {', '.join(sorted(self.project.commands))}"
        arguments = [w for w in words[1:] if not PLACEHOLDER.search(w)]
        check = getattr(self, "course_" + words[0], None)
        return check(arguments) if check and arguments and "--help" not in arguments else None

    def phase_problem(self, number):
        if number in self.project.phases or number.zfill(2) in self.project.phases:
            return None
        return f"[command] there is no phase '{number}'; there are {', '.join(self.project.phases)}"

    def course_test(self, words):
        return self.phase_problem(words[0])

    course_build = course_test

    def course_notes(self, words):
        return None if words[0].startswith("-") else self.phase_problem(words[0])

    def course_run(self, words):
        bad = self.phase_problem(words[0])
        if bad or len(words) == 1:
            return bad
        has = self.project.runnable(words[0].zfill(2))
        if words[1].replace("_", "-") not in has:
            return f"[command] ./course run {words[0]} has no '{words[1]}'; it has {', '.join(has)}"
        return None

    def course_figures(self, words):
        owner = words[0] if words[0] in self.project.figures else words[0].zfill(2)
        if owner not in self.project.figures:
            return self.phase_problem(words[0])
        folder = self.project.figures[owner]
        if len(words) > 1 and not (folder / f"{words[1]}.gp").is_file():
            return f"[command] there is no {self.project.name(folder)}/{words[1]}.gp"
        return None

    def course_reproduce(self, words):
        for word in words:
            if word != "all" and not word.startswith("-") and word not in self.project.experiments:
                return f"[command] there is no experiment '{word}'; there are {', '.join(self.project.experiments)}"
        return None

    def course_learn(self, words):
        for word in words:
            name = word.split("/")[-1]
            if name not in LEARN_WORDS and name not in self.project.exercises and not word.startswith("-"):
                return f"[command] there is no exercise '{word}'; there are {', '.join(self.project.exercises)}"
        return None

    def course_fetch(self, words):
        for word in words:
            if word not in self.project.downloads and not word.startswith("-"):
                return f"[command] ./course fetch has no '{word}'; it has {', '.join(sorted(self.project.downloads))}"
        return None

    def course_help(self, words):
        return self.course(words[:1])

    def cmake(self, words):
        if "&&" in words:
            at = words.index("&&")
            return self.cmake(words[:at]) or self.problem(shlex.join(words[at + 1 :]))
        for option, value in zip(words, words[1:]):
            if option == "-S" and not PLACEHOLDER.search(value) and not (self.project.root / value).is_dir():
                return f"[command] cmake -S {value}: there is no such folder"
            if option == "--preset" and not PLACEHOLDER.search(value) and value not in self.presets():
                return f"[command] cmake --preset {value}: there is no such preset"
        return None

    def presets(self):
        file = self.project.root / "CMakePresets.json"
        groups = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        return {preset["name"] for key in groups if key.endswith("Presets") for preset in groups[key]}

    def built(self, name):
        names = {self.project.target(p, n) for p in self.project.phases for n in self.project.runnable(p)}
        extra = {"bench"} | {self.project.facts_target(p) for p in self.project.phases}
        if name in names | extra:
            return None
        return f"[command] no program is called '{name}'; demos and experiments are {', '.join(sorted(names))}"


def joined_lines(lines, first, last):
    """Lines of a fence, those that end with a backslash joined to the next."""
    number, text = first + 1, ""
    for i in range(first, last):
        if not text:
            number = i + 1
        line = lines[i].strip()
        if line.endswith("\\"):
            text += line[:-1] + " "
            continue
        if (text + line).strip():
            yield number, (text + line).strip()
        text = ""
