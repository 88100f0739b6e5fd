#!/usr/bin/env python3
"""Keeps the notes true: makes anew what their markers name, and says what else does not hold.

Code is pulled from the sources by name, outputs come from programs that are run, values from the phases' facts and
from results; proofs, links, commands and figures must exist. With --check nothing is changed.
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from checks import Checks  # noqa: E402
from commands import Commands  # noqa: E402
from markers import BLOCK, INLINE, Refresher  # noqa: E402
from problem import Problem  # noqa: E402
from project import Project  # noqa: E402
from values import ValueProblem, Values  # noqa: E402

OPT_OUTS = "tools/notes/opt-outs.txt"


def arguments(words):
    parser = argparse.ArgumentParser(prog="refresh.py", description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="these pages only; all, if none is named")
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 where something is stale")
    parser.add_argument("--bin", metavar="FOLDER", help="where the programs are (build/release/bin)")
    parser.add_argument("--root", default=Path(__file__).parent.parent.parent, help="the project's folder")
    parser.add_argument("--targets", action="store_true", help="only name the programs that the pages need")
    return parser.parse_args(words)


def targets(project, values, pages):
    """The programs that the markers of these pages run."""
    found = set()
    for page in pages:
        for line in page.lines:
            block = BLOCK.match(line)
            if block and block.group(1) == "output":
                try:
                    found.add(values.target(block.group(2))[0])
                except ValueProblem:
                    pass  # the check says it
        phase = project.phase_of(page.path)
        quotes = any("#" not in m.group(1) for m in INLINE.finditer(page.plain))
        if phase and quotes and (project.phases[phase] / "notes/facts.cpp").is_file():
            found.add(project.facts_target(phase))
    return sorted(found)


def refresh_page(project, values, page, check):
    """(problems, checked, code blocks without a marker) of a page, written anew unless this is a check."""
    refresher = Refresher(project, values, page)
    text = refresher.refreshed()
    problems = refresher.problems
    if not check and text != page.text:
        page.path.write_text(text, encoding="utf-8")
        project.page(page.path, again=True)
    opt_outs = sum(f.language == "cpp" and f.first not in refresher.marked for f in page.fences)
    return problems, refresher.checked, opt_outs


def check_opt_outs(project, count, check):
    """The number of code blocks that nothing checks may fall, and never rises."""
    file = project.root / OPT_OUTS
    allowed = int(file.read_text(encoding="utf-8"))
    if count > allowed:
        return [Problem(OPT_OUTS, 1, f"[opt-outs] {count} ```cpp blocks have no marker, {allowed} may: pull them by name")]
    if count < allowed and check:
        return [Problem(OPT_OUTS, 1, f"[opt-outs] {count} ```cpp blocks have no marker, {allowed} may: lower the number")]
    if count < allowed:
        file.write_text(f"{count}\n", encoding="utf-8")
    return []


def run(options):
    project = Project(options.root, options.bin)
    values = Values(project)
    paths = [path.resolve() for path in options.files] or project.pages()
    pages = [project.page(path) for path in paths]
    if options.targets:
        print("\n".join(targets(project, values, pages)))
        return 0
    problems, checked, opt_outs = [], 0, 0
    for page in pages:
        said, count, without = refresh_page(project, values, page, options.check)
        problems += said
        checked += count
        opt_outs += without
    checks = Checks(project, Commands(project))
    for path in paths:
        checks.page(project.page(path))
    if not options.files:
        checks.whole_project()
        problems += check_opt_outs(project, opt_outs, options.check)
    return report(problems + checks.problems, checked + checks.checked, options.check)


def report(problems, checked, check):
    for problem in sorted(problems, key=lambda p: (p.file, p.line)):
        print(f"{problem}" if check or not problem.refreshable else f"{problem.file}:{problem.line}: refreshed")
    left = [p for p in problems if check or not p.refreshable]
    refreshed = "" if check else f", {len(problems) - len(left)} refreshed"
    print(f"{checked} checked, {len(left)} stale{refreshed}")
    return 1 if left else 0


def main(words=None):
    options = arguments(words)
    for path in options.files:
        if not path.is_file():
            print(f"refresh: there is no page {path}", file=sys.stderr)
            return 2
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
