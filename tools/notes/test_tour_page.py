#!/usr/bin/env python3
"""Tests of the tour's page: it holds what the steps name, and says what is missing or wrong."""

import sys
import unittest
from html.parser import HTMLParser
from pathlib import Path

sys.dont_write_bytecode = True

import make_tour_page  # noqa: E402
from fixture import Course  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


class Balance(HTMLParser):
    """The tags that are open, and those that were closed out of turn."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, _attributes):
        if tag not in ("meta", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


class TourPage(unittest.TestCase):
    def setUp(self):
        self.course = Course()
        self.addCleanup(self.course.folder.cleanup)
        self.course.write("out.txt", "loss < 1 & falling\n")
        self.course.write("curve.svg", SVG)
        for _, file, _ in make_tour_page.NEXT:
            if file and not (self.course.root / file).exists():
                self.course.write(file, "# Next\n")
        self.course.write("README.md", "# The course\n")

    def made(self, steps):
        self.course.write("steps.tsv", steps)
        return make_tour_page.page(self.course.root, make_tour_page.read_steps(self.course.root / "steps.tsv"))

    def said(self, steps):
        with self.assertRaises(make_tour_page.TourProblem) as caught:
            self.made(steps)
        return str(caught.exception)

    def test_it_holds_what_the_steps_name(self):
        text = self.made("title\tOne & two\ncommand\t./a <b>\noutput\tout.txt\npicture\tcurve.svg\tA curve\nread\tREADME.md\n")
        for part in ("One &amp; two", "./a &lt;b&gt;", "loss &lt; 1 &amp; falling", "data:image/svg+xml;base64,", "A curve"):
            self.assertIn(part, text)
        self.assertIn((self.course.root / "README.md").as_uri(), text)

    def test_it_is_whole_and_asks_for_nothing_from_elsewhere(self):
        text = self.made("title\tOne\noutput\tout.txt\n")
        balance = Balance()
        balance.feed(text)
        self.assertEqual((balance.open, balance.wrong), ([], []))
        self.assertNotRegex(text, r'(src|href)="https?:')
        self.assertNotIn("<script", text)

    def test_what_is_missing_is_named(self):
        for kind in ("output", "picture", "read"):
            self.assertIn("gone.svg is not there", self.said(f"title\tOne\n{kind}\tgone.svg\n"))

    def test_lines_of_another_kind_are_named(self):
        for steps in ("output\tout.txt\n", "title\tOne\nsmell\tout.txt\n", "title\tOne\noutput\n"):
            self.assertIn("steps.tsv:", self.said(steps))
        self.assertIn("no steps", self.said(""))
        self.assertIn("wanted one of .svg, .png", self.said("title\tOne\npicture\tout.txt\n"))

    def test_every_stop_of_the_tour_names_what_exists(self):
        rows = [line.split("\t") for line in (ROOT / "tools/course/tour.tsv").read_text().splitlines()[1:]]
        self.assertGreater(len(rows), 10)
        for title, program, _, chapter, figure, caption in rows:
            self.assertRegex(program, r"^[a-z0-9]+_[a-z0-9_]+$")
            self.assertTrue((ROOT / chapter).is_file(), f"{title}: {chapter}")
            self.assertEqual(figure == "-", caption == "-", title)
            self.assertTrue(figure == "-" or (ROOT / figure).is_file(), f"{title}: {figure}")


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(1 if failed or not result.testsRun else 0)
