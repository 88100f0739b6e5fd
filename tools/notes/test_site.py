#!/usr/bin/env python3
"""Tests of the site: made of a small course, it is whole, and every way of being broken is caught."""

import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

import check_site  # noqa: E402
from fixture import CHAPTER_FILE, PAPERS, PHASE, Course  # noqa: E402

MAKE = Path(__file__).with_name("make_site.py")
CHAPTER = PHASE + "notes/01-unit.html"


@unittest.skipUnless(shutil.which("pandoc"), "pandoc is not installed")
class Site(unittest.TestCase):
    def setUp(self):
        self.course = Course()
        self.addCleanup(self.course.folder.cleanup)
        self.course.write(PHASE + "README.md", "# Phase 0\n\n[unit.cpp](code/math/unit.cpp#L3), [tests](tests)\n")
        self.course.write("papers/README.md", "# Papers\n\n| a | b |\n|---|---|\n| $x^2$ | 1 |\n")

    def make(self):
        command = [sys.executable, MAKE, "--root", self.course.root, "--out", self.course.root / "site"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
        return done.returncode, done.stdout + done.stderr

    def made(self):
        code, said = self.make()
        self.assertEqual(code, 0, said)
        return self.course.root / "site"

    def test_every_page_is_there_and_every_link_leads_somewhere(self):
        site = self.made()
        pages, links, problems = check_site.check(site)
        self.assertEqual((pages, problems), (7, []))
        self.assertGreater(links, 30)
        self.assertTrue((site / PHASE / "notes/figures/curve.svg").is_file())

    def test_a_page_holds_what_its_source_does(self):
        site = self.made()
        text = (site / CHAPTER).read_text()
        self.assertNotIn("<!-- ", text)
        self.assertIn('<span class="kw">template</span>', text)
        self.assertIn('href="../tests/unit_test.cpp.html"', text)
        self.assertIn('href="../../index.html#all-of-it"', text)
        self.assertRegex(text, r'class="previous"[^>]*href="../index.html"[\s\S]*class="next"[^>]*href="../../papers/')
        self.assertIn('id="L3"', (site / PHASE / "code/math/unit.cpp.html").read_text())
        self.assertIn("<math display=\"inline\"", (site / "papers/index.html").read_text())

    def test_notes_on_papers_follow_each_other_under_short_names(self):
        for name, text in PAPERS.items():
            self.course.write(name, text.replace("Two (A", "Two: and more (A"))
        self.course.run()
        site = self.made()
        self.assertEqual(check_site.check(site)[2], [])
        text = (site / "papers/1951-two.html").read_text()
        self.assertIn('<a href="1951-two.html" aria-current=page>1951 Two</a>', text)
        self.assertRegex(text, r'class="previous"[^>]*href="1950-unit.html"')
        self.assertIn("Two: and more (A, B, C and D, 1951 and 1976)</h1>", text)

    def test_it_is_made_again_over_an_older_one_and_over_nothing_else(self):
        self.made()
        self.made()
        (self.course.root / "site/assets/site.css").unlink()
        code, said = self.make()
        self.assertEqual(code, 1)
        self.assertIn("holds something that is no site", said)

    def test_a_dead_link_and_a_formula_that_is_none_stop_it(self):
        for old, new in (("See ", "See [dead](a.link) "), ("$a[i](x)$", "$\\nonsense{x}$")):
            good = self.course.read(CHAPTER_FILE)
            self.course.change(CHAPTER_FILE, old, new)
            code, said = self.make()
            self.assertEqual(code, 1, said)
            self.assertRegex(said, "^site: .*01-unit.md: .*(leads nowhere|pandoc says)")
            self.course.write(CHAPTER_FILE, good)

    def test_the_check_catches(self):
        site = self.made()
        page = site / CHAPTER
        good = page.read_text()
        broken = {
            "leads to nothing": '<a href="../nothing.html">x</a>',
            "there is no such anchor": '<a href="#nowhere">x</a>',
            "no such anchor": '<a href="../../index.html#nowhere">x</a>',
            "leads out of the site": '<a href="../../../README.md">x</a>',
            "a script": "<script></script>",
            "loaded from elsewhere": '<img alt="x" src="https://example.org/x.png">',
            "is a file here": '<a href="file:///tmp/x">x</a>',
            "is there twice": '<p id="1-one-unit-whats-it"></p>',
            "a picture without words": '<img src="figures/curve.svg">',
            "not MathML": '<span class="math inline">x</span>',
            "shows to nobody": "<!-- x -->",
        }
        for wanted, markup in broken.items():
            page.write_text(good.replace("</main>", markup + "</main>"))
            problems = check_site.check(site)[2]
            self.assertEqual(len(problems), 1, f"{wanted}: {problems}")
            self.assertIn(wanted, problems[0])
        page.write_text(good)
        (site / "lost.html").write_text("<p>alone</p>")
        self.assertEqual(check_site.check(site)[2], ["lost.html:1: no page leads here"])


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed")
    sys.exit(1 if failed or not result.testsRun else 0)
