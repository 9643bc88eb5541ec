"""Where the functions of a C++ file begin and end, by their braces."""

import re
from typing import NamedTuple

# What may stand before a brace that opens no function body.
CONTROL = re.compile(r"\b(if|for|while|switch|catch|do|else|namespace|class|struct|enum|union)\b")
HEAD = re.compile(r"([~\w:<>,\s&*]*[~\w>])\s*\(", re.S)


class Function(NamedTuple):
    name: str
    line: int
    lines: int


def blank(text):
    """The text with comments and literals blanked out, newlines kept."""
    pattern = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def opens_function(head):
    """Whether what stands before a brace is the head of a function definition."""
    head = re.sub(r"^\s*#[^\n]*$", "", head, flags=re.M).strip()
    if ")" not in head or CONTROL.match(head) or re.search(r"=\s*$|\breturn\b|\]\s*\(", head):
        return None
    found = HEAD.match(re.sub(r"^template\s*<.*?>\s*", "", head, flags=re.S))
    return found[1].split()[-1] if found else None


def functions(text):
    """All functions defined in namespaces and classes; lambdas count to theirs."""
    text = blank(text)
    scopes, begin, found = [], 0, []
    for index, char in enumerate(text):
        if char == "{":
            inside = any(name for name, _ in scopes)
            name = None if inside else opens_function(text[begin:index])
            start = begin + len(text[begin:index]) - len(text[begin:index].lstrip())
            scopes.append((name, start))
        elif char == "}" and scopes:
            name, start = scopes.pop()
            if name:
                lines = text.count("\n", start, index) + 1
                found.append(Function(name, text.count("\n", 0, start) + 1, lines))
        if char in "{};":
            begin = index + 1
    return found
