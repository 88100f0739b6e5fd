"""Finds a function, struct, class, union or enum of a C++ file by its name, as a reader would: by its text."""

import re
import textwrap
from dataclasses import dataclass

TOKEN = re.compile(
    r"""(?P<raw>\b(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\([\s\S]*?\)(?P=mark)")
      |(?P<line>//(?:\\\n|[^\n])*)
      |(?P<block>/\*[\s\S]*?\*/)
      |(?P<directive>^[ \t]*\#(?:\\\n|(?!//|/\*)[^\n])*)
      |(?P<string>"(?:\\[\s\S]|[^"\\\n])*")
      |(?P<number>\b\.?\d(?:'?[\w.]|(?<=[eEpP])[+-])*)
      |(?P<char>'(?:\\.|[^'\\\n])+')
      |(?P<word>[A-Za-z_]\w*)""",
    re.M | re.X,
)
ACCESS = ("public", "private", "protected")
BEFORE_A_NAME = ("alignas", "decltype", "__attribute__", "explicit", "requires", "noexcept")
TESTS = ("TEST", "TEST_F", "TEST_P", "TYPED_TEST", "TYPED_TEST_P")
TYPE = re.compile(r"\b(?:enum\s+(?:class|struct)|struct|class|union|enum)\s+(?:alignas\s*\([^)]*\)\s*)?(\w+)[^()=]*$")
OPERATOR = re.compile(r"((?:\w+\s*::\s*)*operator\s*(?:\(\s*\)|\[\s*\]|[^\s(\w]+|\s\w[\w:]*))\s*(?=\()")
NAME = re.compile(r"((?:\w+\s*::\s*)*~?[A-Za-z_]\w*)\s*$")


class SourceError(Exception):
    pass


@dataclass
class Entity:
    name: str  # with the classes around it: "Perceptron::learn"; a test's is "Suite.Name"
    begin: int
    end: int
    parameters: str = ""
    whole: bool = True  # a definition, not only a declaration


def masked(text):
    """The same text, as long, with nothing left of comments, literals and directives."""

    def blank(match):
        if match.lastgroup in ("number", "word"):
            return match.group()
        return re.sub(r"[^\n]", " ", match.group())

    return TOKEN.sub(blank, text)


def matching(text, at, open_close):
    """Where what opens at `at` is closed; the end of the text if it is not. An angle holds whole parentheses."""
    depth = round_depth = 0
    for i in range(at, len(text)):
        if open_close == "<>" and text[i] in "()":
            round_depth += 1 if text[i] == "(" else -1
        elif round_depth > 0:
            continue  # a less-than, not an angle
        elif text[i] == open_close[0]:
            depth += 1
        elif text[i] == open_close[1]:
            depth -= 1
            if depth == 0:
                return i
    return len(text)


def after_template(head):
    """Where a declaration goes on after `template <…>` and `[[…]]`."""
    at = 0
    while True:
        found = re.compile(r"\s*(?:template\s*(<)|\[\[)").match(head, at)
        if not found:
            return at
        if found.group(1):
            at = matching(head, found.start(1), "<>") + 1
        else:
            at = head.find("]]", at) + 2


def without_angles(text):
    while True:
        shorter = re.sub(r"<[^<>]*>", "", text)
        if shorter == text:
            return text
        text = shorter


def function_head(head):
    """(name, parameters, what follows them) of a function, or None if this is something else."""
    at = after_template(head)
    operator = OPERATOR.search(head, at)
    if operator:
        open_at, name = operator.end(), re.sub(r"\s+", "", operator.group(1))
        return parts(head, name, open_at)
    i = at
    while i < len(head):
        if head[i] == "=":
            return None
        if head[i] == "<" and re.search(r"\w\s*$", head[at:i]):
            i = matching(head, i, "<>")
        elif head[i] == "(":
            found = NAME.search(without_angles(head[at:i]))
            if not found:
                return None
            if found.group(1) not in BEFORE_A_NAME:
                return parts(head, re.sub(r"\s+", "", found.group(1)), i)
            i = matching(head, i, "()")
        i += 1
    return None


def parts(head, name, open_at):
    close = matching(head, open_at, "()")
    return name, " ".join(head[open_at + 1 : close].split()), head[close + 1 :]


def is_initializer(head, tail):
    """Whether a brace after this head gives a member its value: Foo() : a{1} {}"""
    colon = re.search(r"(?<!:):(?!:)", tail)
    return bool(colon) and not head.rstrip().endswith((")", "}"))


class Scanner:
    def __init__(self, text):
        self.text = masked(text)
        self.found = []

    def scan(self, begin, end, scope):
        i, start, depth = begin, None, 0
        while i < end:
            c = self.text[i]
            if c.isspace():
                i += 1
                continue
            start = i if start is None else start
            if c in "([":
                depth += 1
            elif c in ")]":
                depth -= 1
            elif c == ";" and depth == 0:
                self.declaration(start, i + 1, scope)
                start = None
            elif c == ":" and depth == 0 and self.text[start:i].strip() in ACCESS:
                start = None
            elif c == "{":
                i, start = self.brace(start, i, scope, depth)
                continue
            i += 1

    def brace(self, start, at, scope, depth):
        """Where to go on after a `{`, and where what it belongs to began, if that is not over."""
        close = matching(self.text, at, "{}")
        head = self.text[start:at]
        if depth > 0:
            return close + 1, start
        if re.match(r"\s*(inline\s+)?namespace\b|\s*extern\s*$", head):
            self.scan(at + 1, close, scope)
            return close + 1, None
        kind = TYPE.search(without_angles(head[after_template(head) :]))
        if kind and not function_head(head):
            end = self.text.find(";", close) + 1
            self.add(kind.group(1), scope, start, end or close + 1)
            if "enum" not in kind.group().split()[0]:
                self.scan(at + 1, close, scope + [kind.group(1)])
            return end or close + 1, None
        function = function_head(head)
        if not function or is_initializer(head, function[2]):
            return close + 1, start
        self.add(function[0], scope, start, close + 1, function[1])
        return close + 1, None

    def declaration(self, start, end, scope):
        function = function_head(self.text[start : end - 1])
        if function and function[0] != "static_assert":
            default = re.search(r"=\s*(default|delete|0)\s*$", function[2])
            self.add(function[0], scope, start, end, function[1], whole=bool(default))

    def add(self, name, scope, begin, end, parameters="", whole=True):
        if name in TESTS:
            name, scope = re.sub(r"\s*,\s*", ".", parameters), []
        self.found.append(Entity("::".join(scope + [name]), begin, end, parameters, whole))


def entities(text):
    scanner = Scanner(text)
    scanner.scan(0, len(scanner.text), [])
    return scanner.found


def choose(found, wanted):
    """Those that the name may mean: definitions before declarations, an outer one before an inner one."""
    call = wanted.find("operator()")  # these parentheses belong to the name
    split = wanted.find("(", call + len("operator()") if call >= 0 else 0)
    name, parameters = (wanted, "") if split < 0 else (wanted[:split], wanted[split + 1 :])
    parameters = re.sub(r"\s+", "", parameters).removesuffix(")")
    fits = [e for e in found if e.name == name or e.name.endswith("::" + name)]
    if split >= 0:
        fits = [e for e in fits if re.sub(r"\s+", "", e.parameters) == parameters]
    fits = [e for e in fits if e.whole] or fits
    outer = min((e.name.count("::") for e in fits), default=0)
    return [e for e in fits if e.name.count("::") == outer]


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def excerpt(text, wanted, file):
    """The source of `wanted`, with the comment lines directly above it, moved to the left margin."""
    found = entities(text)
    fits = choose(found, wanted)
    if not fits:
        names = ", ".join(dict.fromkeys(e.name for e in found)) or "nothing"
        raise SourceError(f"[code] {file} has no '{wanted}'; it has {names}")
    if len(fits) > 1:
        places = "; ".join(f"{file}:{line_of(text, e.begin)}: {e.name}({e.parameters})" for e in fits)
        raise SourceError(f"[code] '{wanted}' may be any of {places}: add the parameters, in parentheses")
    return textwrap.dedent(lines_of(text, fits[0])).rstrip()


def lines_of(text, entity):
    lines = text.split("\n")
    first = line_of(text, entity.begin) - 1
    last = line_of(text, entity.end - 1) - 1
    while first > 0 and is_comment(lines, first - 1):
        first -= 1
    return "\n".join(lines[first : last + 1])


def is_comment(lines, at):
    """Whether this line holds nothing but a comment."""
    line = lines[at].strip()
    if line.startswith("//"):
        return True
    if not line.endswith("*/"):
        return line.startswith(("/*", "* ")) and "*/" not in line
    return line.startswith(("/*", "*"))
