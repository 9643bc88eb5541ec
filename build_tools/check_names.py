#!/usr/bin/env python3
"""Check that the tree keeps its rules: names, layers, sizes.

* One word, four places: the pass record `PruneChannels` has the flag
  `gnn-prune-channels`, a file lib/**/PruneChannels.cpp, a test
  test/**/prune-channels*.mlir, and one of what it refuses or leaves alone,
  `prune-channels-invalid.mlir` or `prune-channels-missed.mlir`.
  Conversions have no prefix: `ConvertGNNToX` has the flag `convert-gnn-to-x`.
* Includes point down: Support, Dialect and data sets, Analysis, then Transforms,
  Autodiff and Conversion, which do not know each other, then Pipelines, Import and
  Execution, then Tuning, InitAll and tools.
* No file above 500 lines, no function above 60.
* No command-line option in a library, no unfinished note anywhere.

usage: check_names.py [--report] [ROOT]    exit 0: all kept; 1: each breach on stderr
"""

import argparse
import pathlib
import re
import statistics
import sys

import cpp_functions
import ods

MAX_LINES = 500
MAX_FUNCTION = 60
LAYERS = [{"Support"}, {"Dialect", "Data"}, {"Analysis"}, {"Transforms", "Autodiff", "Conversion"},
          {"Pipelines", "Import", "Execution"}, {"Tuning"}, {"InitAll"}, {"tools"}]
LAYER = {folder: number for number, folders in enumerate(LAYERS) for folder in folders}
UNFINISHED = re.compile(r"\b(" + "TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
CODE = (".cpp", ".h", ".td")


def code_files(root, *folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in CODE:
                yield path


def squeeze(name):
    return name.replace("-", "").lower()


def check_pass(root, record):
    name, flag = record["!name"], record["argument"]
    word = flag.removeprefix("gnn-")
    is_conversion = name.startswith("Convert")
    if squeeze(word) != name.lower() or (word == flag) != is_conversion:
        yield f"{record['file']}: record {name} does not have the flag --{flag}"
    if not any((root / "lib").rglob(f"{name}.cpp")):
        yield f"{record['file']}: record {name} has no lib/**/{name}.cpp"
    if not any((root / "test").rglob(f"{word}.mlir")):
        yield f"{record['file']}: pass {flag} has no test/**/{word}.mlir"
    refusals = [f"{word}-{kind}.mlir" for kind in ("invalid", "missed")]
    if not any(path for refusal in refusals for path in (root / "test").rglob(refusal)):
        yield f"{record['file']}: pass {flag} has no test/**/{refusals[0]}"


def is_data(root, folder, header):
    """Data sets stand in Execution, but below everything that reads them."""
    return (root / "lib" / folder / "Data" / f"{header}.cpp").exists()


def check_includes(root):
    for path in code_files(root, "lib", "include/gnn-opt", "tools"):
        parts = path.relative_to(root).parts
        folder = "tools" if parts[0] == "tools" else parts[parts[0] == "include" and 2 or 1]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'#include "gnn-opt/(\w+)/(\w+)', line)
            if not found or found[1] == folder or folder not in LAYER:
                continue
            used = "Data" if is_data(root, *found.groups()) else found[1]
            if LAYER.get(used, -1) >= LAYER[folder]:
                yield f"{path.relative_to(root)}:{number}: {folder} must not include {used}"


def in_library(name):
    return name.parts[0] in ("lib", "include")


def check_text(root):
    for path in code_files(root, "lib", "include", "tools", "dialects", "test"):
        name = path.relative_to(root)
        lines = path.read_text().splitlines()
        if len(lines) > MAX_LINES:
            yield f"{name}: expects at most {MAX_LINES} lines but got {len(lines)}"
        for number, line in enumerate(lines, 1):
            if UNFINISHED.search(line):
                yield f"{name}:{number}: unfinished: {line.strip()}"
            if in_library(name) and re.search(r"\bcl::(opt|list|bits|alias)\b", line):
                yield f"{name}:{number}: a library has a command-line option"


def check_functions(root, report):
    lengths, sizes = [], []
    for path in code_files(root, "lib", "tools"):
        text = path.read_text()
        if path.suffix == ".cpp":
            sizes.append(text.count("\n"))
        for function in cpp_functions.functions(text):
            lengths.append(function.lines)
            if function.lines > MAX_FUNCTION:
                yield (f"{path.relative_to(root)}:{function.line}: {function.name} expects at "
                       f"most {MAX_FUNCTION} lines but got {function.lines}")
    if report and lengths and sizes:
        tenths = statistics.quantiles(lengths, n=10)
        print(f"functions: {len(lengths)}, median {statistics.median(lengths):.0f}, "
              f"p90 {tenths[-1]:.0f}, longest {max(lengths)}")
        print(f".cpp files: {len(sizes)}, median {statistics.median(sizes):.0f}, "
              f"longest {max(sizes)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true", help="print sizes")
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=ods.ROOT)
    args = parser.parse_args()

    passes = ods.passes(args.root)
    problems = [problem for record in passes for problem in check_pass(args.root, record)]
    problems += check_includes(args.root)
    problems += check_text(args.root)
    problems += check_functions(args.root, args.report)
    for problem in problems:
        print(f"check_names.py: {problem}", file=sys.stderr)
    print(f"{len(passes)} passes, {len(problems)} problems")
    return 1 if problems or not passes else 0


if __name__ == "__main__":
    sys.exit(main())
