#!/usr/bin/env python3
"""Tests of the notes' tools: what is true passes, and every way of being stale is caught. Last line: N passed, M failed."""

import sys
import unittest

sys.dont_write_bytecode = True

import cpp_source  # noqa: E402
import fixture  # noqa: E402
from fixture import CHAPTER_FILE, PAPER_FILE, PAPERS, PHASE, Course  # noqa: E402
from markdown import Page  # noqa: E402
from terminal import Terminal  # noqa: E402
from tex import in_characters  # noqa: E402


class Sources(unittest.TestCase):
    def excerpt(self, name, text=fixture.SOURCE):
        return cpp_source.excerpt(text, name, "unit.cpp")

    def test_a_function_comes_with_its_comment_and_template(self):
        text = self.excerpt("Unit::learn")
        self.assertTrue(text.startswith("// Rosenblatt's rule.\n// x (n)"), text)
        self.assertTrue(text.endswith("  return true;\n}"), text)

    def test_a_name_without_its_class_is_enough(self):
        self.assertEqual(self.excerpt("learn"), self.excerpt("Unit::learn"))

    def test_braces_in_literals_and_comments_count_for_nothing(self):
        self.assertIn("R\"(}\")\", '}'", self.excerpt("learn"))
        self.assertEqual(self.excerpt("half(double x)"), "double half(double x) { return x / 2; }")

    def test_overloads_are_ambiguous_without_parameters(self):
        with self.assertRaisesRegex(cpp_source.SourceError, r"unit.cpp:17: half\(double x\); unit.cpp:18"):
            self.excerpt("half")

    def test_an_unknown_name_says_what_there_is(self):
        with self.assertRaisesRegex(cpp_source.SourceError, "no 'lern'; it has Unit::learn, half"):
            self.excerpt("lern")

    def test_types_and_declarations(self):
        header = fixture.HEADER
        self.assertTrue(self.excerpt("Unit", header).endswith("double bias;\n};"))
        self.assertEqual(self.excerpt("Unit::learn", header), "bool learn(double x);  // true: right")
        self.assertEqual(self.excerpt("Unit::Unit", header), "Unit() : bias{0} {}")
        self.assertEqual(self.excerpt("Kind", header), "enum class Kind { one, two };")

    def test_names_of_the_harder_kinds(self):
        text = """
#define BRACE {
std::function<void(int)> make(int n) { return {}; }
template <int N = (1 < 2)> struct Box : Base<N> { T t{1}; Box(int a) : Base<N>{a}, t{2} { go(); } ~Box() {} };
const int kTable[] = {1, 2};
bool operator==(const Box& a, const Box& b) { return 1'000 == 'a'; }
int Box::operator()(int x) const { return x; }
extern "C" { int plain(void) { return 0; } }
[[nodiscard]] auto last() -> std::vector<int> { return {}; }
"""
        names = [e.name for e in cpp_source.entities(text)]
        wanted = ["make", "Box", "Box::Box", "Box::~Box", "operator==", "Box::operator()", "plain", "last"]
        self.assertEqual(names, wanted)
        call = "int Box::operator()(int x) const { return x; }"
        for name in ("Box::operator()", "Box::operator()(int x)"):
            self.assertEqual(self.excerpt(name, text), call)


class Pages(unittest.TestCase):
    def test_anchors_follow_github(self):
        page = Page(None, "# 3. The `x`: what's *it*?\n\n## A & b\n## A & b\n### [Link](x.md) snake_case\n```\n# no\n```\n")
        wanted = ["3-the-x-whats-it", "a--b", "a--b-1", "link-snake_case"]
        self.assertEqual([anchor for _, _, anchor in page.headings()], wanted)

    def test_links_are_not_looked_for_in_code_and_math(self):
        page = Page(None, "`[a](b)` $x[i](y)$ [c](d) and\n```\n[e](f)\n```\n![g](h.svg) <!-- [i](j) --> [`k`](l)\n")
        found = [(link.line, link.text, link.target, link.image) for link in page.links()]
        self.assertEqual(found, [(1, "c", "d", False), (5, "g", "h.svg", True), (5, "`k`", "l", False)])

    def test_formulas_become_characters(self):
        self.assertEqual(in_characters(r"-\sum_i p_i \log_2 p_i \le \frac{1}{n} x^{2}"), "−Σᵢ pᵢ log₂ pᵢ ≤ 1/n x²")

    def test_a_page_in_the_terminal(self):
        terminal = Terminal(40, colour=False)
        terminal.page(fixture.CHAPTER + "\n| a | b |\n|---|---|\n| $x_1$ | " + "long " * 9 + "|\n\n$$\\sqrt{x}$$\n")
        text = "\n".join(terminal.out)
        self.assertTrue(text.startswith("1. One unit: what's it?\n═══════════════════════\n\nIt takes 7 steps, and 4.085"))
        for shown in ("    hello you\n", "[picture: A curve (figures/curve.svg)]", "  • `./course learn unit`", "    √x"):
            self.assertIn(shown, text)
        for hidden in ("<!--", "```", "$", "\x00", "\x1b"):
            self.assertNotIn(hidden, text)
        prose = [line for line in terminal.out if not line.startswith("    ")]
        self.assertLessEqual(max(map(len, prose)), 42, max(prose, key=len))
        self.assertRegex(text, r"  x₁ +long long")


class Refreshing(unittest.TestCase):
    def setUp(self):
        self.course = Course()
        self.addCleanup(self.course.folder.cleanup)

    def refreshes(self, file, old, new):
        """The check sees that `old` became `new`; refreshing brings `old` back."""
        good = self.course.read(file)
        self.course.change(file, old, new)
        code, said = self.course.check()
        self.assertEqual(code, 1, said)
        self.assertIn(f"{file}:", said)
        self.assertNotEqual(self.course.read(file), good, "a check changes nothing")
        code, said = self.course.run()
        self.assertEqual((code, self.course.read(file)), (0, good), said)
        self.assertRegex(said, r"\n\d+ checked, 0 stale, 1 refreshed\n$")

    def test_what_is_true_passes_and_stays(self):
        before = {name: self.course.read(name) for name in fixture.FILES}
        code, said = self.course.check()
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"^\d+ checked, 0 stale\n$")
        self.assertEqual(self.course.run()[0], 0)
        self.assertEqual({name: self.course.read(name) for name in fixture.FILES}, before)

    def test_code(self):
        self.refreshes(CHAPTER_FILE, "return true", "return false")

    def test_code_of_an_empty_fence(self):
        text = self.course.read(CHAPTER_FILE)
        begin, end = text.index("// Rosenblatt"), text.index("```\n\n<!-- output")
        self.refreshes(CHAPTER_FILE, text[begin:end], "")

    def test_output(self):
        self.refreshes(CHAPTER_FILE, "hello you\n```", "hello me\n```")

    def test_a_value_of_the_facts(self):
        self.refreshes(CHAPTER_FILE, "-->7<", "-->8<")

    def test_a_value_of_the_results(self):
        self.refreshes(CHAPTER_FILE, "-->4.085<", "-->4.09<")

    def test_the_table_of_claims(self):
        self.refreshes("README.md", "| 3.9 |", "| 3.1 |")

    def test_the_table_of_published_numbers_leaves_other_claims_out(self):
        self.course.change(PHASE + "results/E00.1.tsv", "words\t", "f3\tours alone\t\t\t5\t<= 6\tyes\t\nwords\t")
        self.assertEqual(self.course.check()[0], 1)
        self.course.change("README.md", "<!-- reproduce -->", "<!-- reproduce: published -->")
        self.assertEqual(self.course.check()[0], 0)

    def test_targets_are_the_programs_that_pages_quote(self):
        self.assertEqual(self.course.run("--targets"), (0, "math_facts\nmath_say_hello\n"))

    def test_one_page_alone(self):
        code, said = self.course.run("--check", str(self.course.root / "README.md"))
        self.assertEqual((code, said), (0, "2 checked, 0 stale\n"))

    def test_opt_outs_only_fall(self):
        self.course.write("tools/notes/opt-outs.txt", "1\n")
        code, said = self.course.check()
        self.assertEqual(code, 1)
        self.assertIn("lower the number", said)
        self.assertEqual(self.course.run()[0], 0)
        self.assertEqual(self.course.read("tools/notes/opt-outs.txt"), "0\n")


# What is done to the course, and what must be said of it, with its place.
MISTAKES = {
    "code: the source changed": (PHASE + "code/math/unit.cpp", "return true", "return x", r"01-unit.md:6: \[code\]"),
    "code: unknown name": (CHAPTER_FILE, "unit.cpp Unit::learn", "unit.cpp lern", r"01-unit.md:6: .* no 'lern'; it has"),
    "code: ambiguous name": (CHAPTER_FILE, "unit.cpp Unit::learn", "unit.cpp half", "may be any of"),
    "code: unknown file": (CHAPTER_FILE, "unit.cpp Unit::learn", "knit.cpp x", "there is no code/math/knit.cpp"),
    "code: no fence": (CHAPTER_FILE, "```cpp\n", "", r"01-unit.md:6: \[code\] a ```cpp fence is wanted"),
    "code: no marker": (CHAPTER_FILE, "```text", "```cpp", "opt-outs"),
    "output: other program": ("bin/math_say_hello", "hello", "good day", r"01-unit.md:17: \[output\] .*'hello you'"),
    "output: failure": ("bin/math_say_hello", "echo", "exit 3; echo", "ended with 3, 0 is wanted"),
    "output: unknown program": (CHAPTER_FILE, "run 00 say-hello you -->", "run 00 nobody -->", "no 'nobody'"),
    "output: no program": (CHAPTER_FILE, "output: ./course run 00 say-hello", "output: ls", "which is what can be quoted"),
    "value: other fact": ("bin/math_facts", "7", "8", r"01-unit.md:3: \[value\] steps is '7', '8' is wanted"),
    "value: unknown fact": (CHAPTER_FILE, "= steps", "= stops", "prints no 'stops'; it has steps"),
    "value: other result": (PHASE + "results/E00.1.tsv", "4.085", "4.1", "'4.085', '4.1' is wanted"),
    "value: unknown row": (CHAPTER_FILE, "#f1 ", "#f9 ", "no row 'f9'; it has f1, f2, words"),
    "value: unknown column": (CHAPTER_FILE, "#f1.published", "#f1.mine", "no column 'mine'"),
    "value: unknown table": (CHAPTER_FILE, "E00.1.tsv#f1 ", "E00.9.tsv#f1 ", "there is no results/E00.9.tsv"),
    "value: first in its line": (CHAPTER_FILE, "It takes <!-- = steps", "<!-- = steps", "ends the paragraph"),
    "claims: other result": (PHASE + "results/E00.1.tsv", "\t3.9\t", "\t3.8\t", r"README.md:3: \[reproduce\]"),
    "marker: unknown": (CHAPTER_FILE, "<!-- code:", "<!-- kode:", r"01-unit.md:6: \[marker\] .* is unknown"),
    "marker: value not closed": (CHAPTER_FILE, "7<!-- / -->", "7", "'<!-- = steps -->' is never closed"),
    "marker: closes nothing": (CHAPTER_FILE, "<!-- = steps -->", "", "closes nothing"),
    "marker: table not closed": ("README.md", "<!-- /reproduce -->", "", "'<!-- reproduce -->' is never closed"),
    "marker: comment not closed": ("README.md", "<!-- /reproduce -->", "<!-- /reproduce", "never closed: -->"),
    "marker: fence not closed": (CHAPTER_FILE, "hello you\n```\n", "hello you\n", r"\[(output|marker)\]"),
    "proof: no such test": (CHAPTER_FILE, "`Unit.Learns`", "`Unit.Flies`", "no test Unit.Flies; it has Unit.Learns"),
    "proof: test removed": (PHASE + "tests/unit_test.cpp", "Learns", "Knows", "no test Unit.Learns"),
    "proof: nothing named": (CHAPTER_FILE, "[`Unit.Learns`](../tests/unit_test.cpp)", "hand", "'Proved by' wants"),
    "link: no such file": (CHAPTER_FILE, "../../README.md#", "../../REEDME.md#", "REEDME.md, which is not there"),
    "link: no such anchor": ("README.md", "# All of it", "# All", "README.md has no #all-of-it; it has #all"),
    "link: no such anchor here": (CHAPTER_FILE, "(#1-one", "(#one", "no #one-unit-whats-it"),
    "link: leads out": (CHAPTER_FILE, "../../README.md#", "../../../README.md#", "leads out of the project"),
    "link: an exercise's note": (PHASE + "exercises/exercises.txt", "#1-", "#2-", "exercises.txt:2: .* no #2-one"),
    "command: unknown": (CHAPTER_FILE, "course run 00 say-hello you  #", "course walk 00 #", "no 'walk'; it has figures"),
    "command: unknown program": (CHAPTER_FILE, "say-hello you  #", "say-bye  #", "has no 'say-bye'; it has how-much"),
    "command: unknown phase": (CHAPTER_FILE, "run 00 say-hello you  #", "run 09 say-hello  #", "no phase '09'"),
    "command: unknown experiment": (CHAPTER_FILE, "E00.1 --write", "E00.7 --write", "no experiment 'E00.7'"),
    "command: unknown exercise": (CHAPTER_FILE, "learn unit", "learn knit", "no exercise 'knit'; there are unit"),
    "command: no such folder": (CHAPTER_FILE, "-S phase-00-math", "-S phase-0", "no such folder"),
    "command: unknown word": (CHAPTER_FILE, "./course reproduce", "course reproduce", "'course' is not known"),
    "figure: no caption": (CHAPTER_FILE, "figures 00 curve`", "figures 00`", "wants `./course figures 00 curve`"),
    "figure: not shown": (CHAPTER_FILE, "![A curve](figures/curve.svg)", "", "no page shows it"),
    "figure: no words": (CHAPTER_FILE, "![A curve]", "![]", "no words for those who do not see it"),
}
REMOVALS = {
    "figure: not drawn by a program": (PHASE + "notes/figures/curve.gp", "has no curve.gp beside it"),
    "figure: not drawn yet": (PHASE + "notes/figures/curve.svg", "was not drawn yet"),
    "output: not built": ("bin/math_say_hello", "is not built"),
    "value: no facts": (PHASE + "notes/facts.cpp", "facts.cpp, which is not there"),
}


class Broken(unittest.TestCase):
    def setUp(self):
        self.course = Course()
        self.addCleanup(self.course.folder.cleanup)

    def caught(self, wanted):
        code, said = self.course.check()
        self.assertEqual(code, 1, said)
        self.assertRegex(said, wanted)
        self.assertRegex(said, r"\n\d+ checked, [1-9]\d* stale\n$")
        for line in said.split("\n")[:-2]:
            self.assertRegex(line, r"^[\w./-]+:\d+: \[\S+\] ")


def mistake(file, old, new, wanted):
    def test(self):
        self.course.change(file, old, new)
        self.caught(wanted)

    return test


def removal(file, wanted):
    def test(self):
        (self.course.root / file).unlink()
        self.caught(wanted)

    return test


class Mistakes(Broken):
    """Each changes one thing in the course: see the tables."""


class PaperNotes(Broken):
    """The same course with two notes on papers, an index and a picture."""

    def setUp(self):
        super().setUp()
        for name, text in PAPERS.items():
            self.course.write(name, text)
        self.course.run()

    def test_the_index_is_made_of_the_notes_and_their_list(self):
        self.assertEqual(self.course.check()[0], 0, self.course.check()[1])
        index = self.course.read("papers/README.md")
        one = "| 1950 | Unit and Other, [On one unit](1950-unit.md) | one | [00](../phase-00-math/README.md) |"
        self.assertIn("\n" + one + "\n| 1951 | A et al., [Two](1951-two.md) | two | told only |\n\n<!-- /papers -->", index)
        self.assertIn("| [00 math](../phase-00-math/README.md) | [Unit and Other 1950](1950-unit.md) |\n", index)
        self.assertIn("| told only | [A et al. 1951](1951-two.md) |\n", index)

    def test_two_papers_of_the_same_people_and_year_are_told_apart(self):
        self.course.write("papers/1951-three.md", self.course.read("papers/1951-two.md"))
        self.course.change(LIST, "1951-two", "1951-three\t-\tthree\t-\n1951-two")
        self.course.run()
        wanted = "[A et al. 1951, three](1951-three.md); [A et al. 1951, two](1951-two.md)"
        self.assertIn(wanted, self.course.read("papers/README.md"))

    def test_a_note_that_the_index_does_not_link_is_caught(self):
        picture = "![Dots](figures/dots.svg)\n\n*`./course figures papers dots`*\n"
        self.course.write("papers/README.md", f"# Papers\n\n[One](1950-unit.md) {picture}")
        self.caught("papers/1951-two.md:1: .*README.md has no link to this note")


LIST = "papers/timeline.tsv"
PAPER_MISTAKES = {
    "paper: a section is missing": (PAPER_FILE, "## Rebuilt here", "", "unit.md:.* '## Rebuilt here' is wanted, not 'What came a"),
    "paper: sections in another order": (PAPER_FILE, "What failed before", "What came after", "'## What failed before' is wanted"),
    "paper: a section too many": (PAPER_FILE, "Two.", "## Praise", "'Praise' is one section too many"),
    "paper: the last section is missing": (PAPER_FILE, "## What came after", "", "came after' is wanted, not 'nothing'"),
    "paper: another year": (PAPER_FILE, "Other, 1950", "Other, 1960", r"unit.md:1: .*'# Title \(Authors, 1950\)' is wanted"),
    "paper: no authors": (PAPER_FILE, " (Unit and Other, 1950)", "", "is wanted"),
    "paper: appeared nowhere": (PAPER_FILE, "Journal of Units 1:1.\n", "", "unit.md:3: .*where the paper appeared"),
    "paper: not in the list": (LIST, "1950-unit\t00\tone\ta unit\n", "", "has 0 rows for this note"),
    "paper: twice in the list": (LIST, "1951-two", "1950-unit", "has 2 rows for this note"),
    "paper: no such note": (LIST, "1951-two", "1951-to", r"timeline.tsv:4: .* no papers/1951-to.md"),
    "paper: no such phase": (LIST, "\t00\t", "\t08\t", "no phase '08'"),
    "paper: years fall": (LIST, "two\t-\n", "two\t-\n1950-unit\t-\ttwo\t-\n", "1950 stands after 1951"),
    "paper: stale index": (LIST, "\tone\t", "\tsome\t", r"README.md:3: \[papers\] the table of papers"),
    "paper: table not closed": ("papers/README.md", "two.md) |\n\n<!-- /papers -->\n\n!", "two.md) |\n\n!", "never closed: <!-- /papers -->"),
    "paper: picture not shown": ("papers/README.md", "![Dots](figures/dots.svg)", "", "dots.svg:1: .* no page shows it"),
    "paper: picture without its command": ("papers/README.md", "papers dots`", "papers`", "wants `./course figures papers dots`"),
    "paper: no such picture": ("papers/README.md", "figures papers dots`.*", "figures papers dot`", "no papers/figures/dot.gp"),
}


def add(case, table, make):
    for title, parts in table.items():
        setattr(case, "test_" + title.replace(": ", "_").replace(" ", "_").replace("'", ""), make(*parts))


add(Mistakes, MISTAKES, mistake)
add(Mistakes, REMOVALS, removal)
add(PaperNotes, PAPER_MISTAKES, mistake)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(1 if failed or not result.testsRun else 0)
