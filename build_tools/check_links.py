#!/usr/bin/env python3
"""Check that the tools link the shared libMLIR and libLLVM, and no copy of them.

A static archive of MLIR in the link line loads all of it twice: the tool works, is
90 MB large and slow to start, and a plugin crashes. Such a tool defines MLIR's own
functions; ours define functions of mlir::gnn, and instances of templates.

usage: check_links.py --bin=DIR    exit 0: all well; 1: each problem on stderr
"""

import argparse
import pathlib
import re
import subprocess
import sys

MAX_MEGABYTES = 25
# A function, no template's instance, that only an archive of theirs defines.
FOREIGN = re.compile(r" T ((?:mlir::(?!gnn::)|llvm::).*)")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def check(tool):
    # A stripped file still exports what is linked into it.
    nm = ("nm", "--demangle", "--defined-only", "--quiet", tool)
    foreign = FOREIGN.findall(run(*nm) + run(*nm, "--dynamic"))
    if foreign:
        yield f"defines {len(foreign)} functions of MLIR or LLVM, such as {foreign[0]}"
    needed = re.findall(r"\[(lib(?:MLIR|LLVM)[^]]*)\]", run("readelf", "--dynamic", tool))
    for library in ("libMLIR.so", "libLLVM.so"):
        if not any(name.startswith(library) for name in needed):
            yield f"expects to need {library} but needs {', '.join(needed) or 'neither'}"
    megabytes = tool.stat().st_size / 1e6
    if megabytes > MAX_MEGABYTES:
        yield f"expects at most {MAX_MEGABYTES} MB but got {megabytes:.0f} MB"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    args = parser.parse_args()

    tools = sorted(path for path in args.bin.glob("gnn-*") if path.is_file())
    problems = [f"{tool.name} {problem}" for tool in tools for problem in check(tool)]
    for problem in problems:
        print(f"check_links.py: {problem}", file=sys.stderr)
    print(f"{len(tools)} tools, {len(problems)} problems")
    return 1 if problems or not tools else 0


if __name__ == "__main__":
    sys.exit(main())
