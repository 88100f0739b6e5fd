"""The markers of a page: what stands between them is made from sources, programs and results."""

import re

import cpp_source
from papers import Papers
from problem import Problem
from values import ValueProblem, claims_table

BLOCK = re.compile(r"^ *<!-- (code|output): (.+?) -->[ \t]*$")
LANGUAGE = {"code": "cpp", "output": "text"}
INLINE = re.compile(r"<!-- = (\S+) -->((?:(?!<!--).)*)<!-- / -->")
CLAIMS = re.compile(r"<!-- reproduce(: published)? -->")
CLAIMS_END = "<!-- /reproduce -->"
PAPERS = re.compile(r"<!-- papers: by (year|phase) -->")
PAPERS_END = "<!-- /papers -->"
LONGEST_WHOLE_FILE = 40


class Refresher:
    """Makes a page anew; `problems` says what was stale, and what cannot be made."""

    def __init__(self, project, values, page):
        self.project, self.values, self.page = project, values, page
        self.problems = []
        self.checked = 0
        self.marked = set()  # first lines of fences that a marker fills

    def say(self, line, text, refreshable=False):
        self.problems.append(Problem(self.project.name(self.page.path), line, text, refreshable))

    def refreshed(self):
        self.check_comments()
        replaced = {}  # (first, last) of lines -> new lines
        for i, line in enumerate(self.page.lines):
            found = BLOCK.match(line) if self.is_prose(i) else None
            if found:
                self.block(i, found.group(1), found.group(2), replaced)
            elif CLAIMS.search(line) and self.is_prose(i):
                self.claims(i, CLAIMS.search(line), replaced)
            elif PAPERS.search(line) and self.is_prose(i):
                self.papers(i, PAPERS.search(line), replaced)
        lines = self.values_in(list(self.page.lines))
        for (first, last), new in sorted(replaced.items(), reverse=True):
            lines[first:last] = new
        return "\n".join(lines)

    def is_prose(self, index):
        return "<!--" in self.page.plain.split("\n")[index]

    def check_comments(self):
        """Every comment is a marker, whole and known."""
        known = [m.span() for m in INLINE.finditer(self.page.plain)]
        for m in self.page.comments():
            line = self.page.line_at(m.start())
            written = m.group().split("\n")[0]
            if not m.group().endswith("-->"):
                self.say(line, f"[marker] '{written}' is never closed: --> is wanted")
            elif any(a <= m.start() < b for a, b in known) or self.is_block(line - 1, m.group()):
                continue
            elif written == "<!-- / -->":
                self.say(line, "[marker] '<!-- / -->' closes nothing: <!-- = NAME --> is wanted before it, on its line")
            elif written.startswith("<!-- = "):
                self.say(line, f"[marker] '{written}' is never closed: <!-- / --> is wanted on the same line")
            else:
                self.say(line, f"[marker] '{written}' is unknown: code, output, =, reproduce, papers are the markers")

    def is_block(self, index, comment):
        tables = CLAIMS.fullmatch(comment) or PAPERS.fullmatch(comment) or comment in (CLAIMS_END, PAPERS_END)
        return bool(BLOCK.match(self.page.lines[index])) or bool(tables)

    def block(self, index, kind, argument, replaced):
        """A marker and the fence under it."""
        self.checked += 1
        fence = next((f for f in self.page.fences if f.first == index + 1), None)
        if not fence or fence.language != LANGUAGE[kind]:
            return self.say(index + 1, f"[{kind}] a ```{LANGUAGE[kind]} fence is wanted on the next line")
        self.marked.add(fence.first)
        if fence.last == len(self.page.lines):
            return self.say(index + 2, "[marker] this fence is never closed: ``` is wanted")
        try:
            text = self.code(argument) if kind == "code" else self.values.output(argument)
        except (ValueProblem, cpp_source.SourceError) as error:
            return self.say(index + 1, str(error))
        body = (fence.first + 1, fence.last)
        new = [fence.indent + line if line else "" for line in text.split("\n")]
        if self.page.lines[slice(*body)] != new:
            self.stale(index + 1, kind, argument, self.page.lines[slice(*body)], new)
            replaced[body] = new

    def stale(self, line, kind, argument, got, wanted):
        at = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
        pair = [repr(lines[at].strip()) if at < len(lines) else "no line" for lines in (got, wanted)]
        self.say(
            line, f"[{kind}] {argument}: line {at + 1} is {pair[0]}, {pair[1]} is wanted: ./course notes --refresh", True
        )

    def code(self, argument):
        file, _, name = argument.partition(" ")
        path = self.project.find(self.page, file)
        if not path:
            raise ValueProblem(f"[code] there is no {file}, neither in the phase nor from the top")
        text = path.read_text(encoding="utf-8")
        if name:
            return cpp_source.excerpt(text, name.strip(), self.project.name(path))
        if text.count("\n") > LONGEST_WHOLE_FILE:
            raise ValueProblem(f"[code] {file} has {text.count(chr(10))} lines: name a function of it; whole files are short")
        return text.strip("\n")

    def values_in(self, lines):
        plain = self.page.plain.split("\n")
        for i, text in enumerate(plain):
            if re.match(r" {0,3}<!-- = ", text):
                self.say(i + 1, "[marker] a line that begins with a comment ends the paragraph: put a word before it")
            for m in reversed(list(INLINE.finditer(text))):
                self.checked += 1
                try:
                    value = self.values.value(self.page, m.group(1))
                except ValueProblem as error:
                    self.say(i + 1, str(error))
                    continue
                got = lines[i][m.start(2) : m.end(2)]
                if got != value:
                    self.say(i + 1, f"[value] {m.group(1)} is '{got}', '{value}' is wanted: ./course notes --refresh", True)
                    lines[i] = lines[i][: m.start(2)] + value + lines[i][m.end(2) :]
        return lines

    def claims(self, index, marker, replaced):
        published = bool(marker.group(1))
        self.table(index, marker, CLAIMS_END, lambda: claims_table(self.project, published), "reproduce", replaced)

    def papers(self, index, marker, replaced):
        self.table(index, marker, PAPERS_END, lambda: Papers(self.project).table(marker.group(1)), "papers", replaced)

    def table(self, index, marker, end, make, kind, replaced):
        """The lines between a marker and its end."""
        self.checked += 1
        after = range(index + 1, len(self.page.lines))
        last = next((i for i in after if self.page.lines[i].strip() == end), None)
        if last is None:
            return self.say(index + 1, f"[marker] '{marker.group()}' is never closed: {end} is wanted")
        new = ["", *make(), ""]
        got = self.page.lines[index + 1 : last]
        if got != new:
            what = {"reproduce": "the table of claims", "papers": "the table of papers"}[kind]
            self.stale(index + 1, kind, what, got, new)
            replaced[(index + 1, last)] = new
        return None
