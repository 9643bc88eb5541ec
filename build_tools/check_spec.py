#!/usr/bin/env python3
"""Check that the spec, the verifiers and the invalid tests name the same constraints.

A constraint `(linear_c1)` of dialects/GNN/Spec.md must stand as a comment in
lib/Dialect/GNN and be the name of a function in test/Dialect/GNN, and the other
way round. Every op must have a section, and numbers must start at 1 without gaps.

usage: check_spec.py [ROOT]    exit 0: all agree; 1: each disagreement on stderr
"""

import pathlib
import re
import sys
from collections import defaultdict

import ods

ID = r"[a-z0-9_]+_c\d+"


def texts(folder, pattern):
    return {path: path.read_text() for path in sorted(folder.glob(pattern))}


def find(files, pattern):
    """Where each id that `pattern` captures stands: id -> file names."""
    places = defaultdict(set)
    for path, text in files.items():
        for line in text.splitlines():
            if re.search(pattern, line):
                for found in re.findall(ID, line):
                    places[found].add(path.name)
    return places


def check_ids(spec, checks, tests):
    for name in sorted(set(spec) | set(checks) | set(tests)):
        if name not in spec:
            where = sorted(checks.get(name, set()) | tests.get(name, set()))
            yield f"{name} in {', '.join(where)} is not in Spec.md"
            continue
        if name not in checks:
            yield f"{name} has no comment at its check in lib/Dialect/GNN"
        if name not in tests:
            yield f"{name} has no invalid test @{name} in test/Dialect/GNN"


def check_numbers(spec):
    numbers = defaultdict(list)
    for name in spec:
        op, number = name.rsplit("_c", 1)
        numbers[op].append(int(number))
    for op, found in sorted(numbers.items()):
        if sorted(found) != list(range(1, len(found) + 1)):
            yield f"{op} numbers its constraints {sorted(found)}, not from 1 without gaps"


def check_sections(ops, headings, spec):
    for op in sorted(ops - headings):
        yield f"gnn.{op} has no section in Spec.md"
    for op in sorted(headings - ops):
        yield f"Spec.md has a section for gnn.{op}, which is no op"
    for name in sorted(spec):
        if name.rsplit("_c", 1)[0] not in ops:
            yield f"{name} in Spec.md is not named after an op"


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ods.ROOT
    page = texts(root / "dialects/GNN", "Spec.md")

    spec = find(page, rf"^\* \({ID}\)")
    checks = find(texts(root / "lib/Dialect/GNN", "*.cpp"), rf"^\s*// {ID}(, {ID})*$")
    tests = find(texts(root / "test/Dialect/GNN", "*-invalid.mlir"), rf"^func\.func @{ID}\(")
    ops = {op["opName"] for op in ods.ops(root)}
    headings = set()
    for heading in re.findall(r"^### .*", "".join(page.values()), re.M):
        headings.update(re.findall(r"gnn\.(\w+)", heading))

    problems = [*check_ids(spec, checks, tests), *check_numbers(spec),
                *check_sections(ops, headings, spec)]
    for problem in problems:
        print(f"check_spec.py: {problem}", file=sys.stderr)
    print(f"{len(ops)} ops, {len(spec)} constraints, {len(problems)} problems")
    return 1 if problems or not ops or not spec else 0


if __name__ == "__main__":
    sys.exit(main())
