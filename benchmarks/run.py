#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every benchmark in one run: tables on stdout, and everything known as JSON.

    build_tools/setup.sh --benchmarks && build_tools/build.sh
    build_tools/pyg-venv.sh --kernels build/venv
    benchmarks/run.py --json=results.json [--filter=REGEX] [--only=PART] [--quick]
    benchmarks/pages.py results.json --to=docs/results/zen5

The machine first; then single ops, a few at a time: by C++ and by Python libraries, in
two rounds by turns, at least 20 runs each; then whole models against PyG. `--filter`
takes names of problems (`aggregate`, `dense/16384`, `gcn-2x64`). The file is written
as results come in, and pages.py joins the files of several runs. Nothing else should
run meanwhile.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tables import halved_kernels, halved_models, kernel_table, model_table
from timing import ROOT, machine, merged, write_json

ROUNDS = 2
RUNS = 20  # of each variant, over all rounds
PARTS = ("machine", "kernels", "models")
# Where things lie is no part of what was run.
PLACES = ("--bin", "--python", "--json")


def run(command: list, threads: int, **options) -> str:
    """Every library that counts its threads by OpenMP has the same number."""
    done = subprocess.run([str(part) for part in command], text=True,
                          env={**os.environ, "OMP_NUM_THREADS": str(threads)},
                          **options)
    if done.returncode != 0:
        raise SystemExit(f"run: {command[0]} failed ({done.returncode})")
    return done.stdout


def command_line() -> str:
    shown = [a for a in sys.argv[1:] if not a.startswith(PLACES)]
    return shlex.join(["benchmarks/run.py", *shown])


def groups(problems) -> list[list[str]]:
    """Those of one op and size, which share a graph: a minute each, not more."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.rsplit("/", 1)[0], []).append(problem)
    return list(found.values())


class Session:
    """The programs of one run, and what they have reported."""

    def __init__(self, arguments, scratch: Path):
        self.arguments, self.scratch = arguments, scratch
        self.report: dict = {**machine(), "threads": arguments.threads,
                             "commands": [command_line()],
                             "versions": {}, "kernels": [], "models": []}

    def save(self) -> None:
        write_json(self.report, self.arguments.json)

    def call(self, command: list) -> list[dict]:
        file = self.scratch / "part.json"
        run([*command, f"--json={file}"], self.arguments.threads, stdout=sys.stderr)
        result = json.loads(file.read_text())
        self.report["versions"] |= result.get("versions", {})
        return result["results"]

    def common(self) -> list[str]:
        return [f"--threads={self.arguments.threads}",
                *(["--quick"] if self.arguments.quick else [])]

    def measure_machine(self) -> None:
        file = self.scratch / "machine.json"
        threads = self.arguments.threads
        run([self.arguments.bin / "measure-machine", f"--cores={threads}", "-o", file],
            threads)
        self.report["machine"] = json.loads(file.read_text())

    def measure_kernels(self) -> None:
        each = RUNS // ROUNDS
        sides = [[self.arguments.bin / "kernel-benchmarks", f"--repetitions={each}",
                  *self.common()],
                 [self.arguments.python, ROOT / "benchmarks/python_kernels.py",
                  f"--bin={self.arguments.bin}", f"--repeat={each}", *self.common()]]
        known = [self.problems(side) for side in sides]
        for group in groups(dict.fromkeys(known[0] + known[1])):
            having = [side for side, names in zip(sides, known)
                      if any(problem in names for problem in group)]
            self.report["kernels"] += self.by_turns(group, having)
            self.save()

    def problems(self, side: list) -> list[str]:
        return run([*side, f"--filter={self.arguments.filter}", "--list"],
                   self.arguments.threads, stdout=subprocess.PIPE).split()

    def by_turns(self, problems: list[str], sides: list[list]) -> list[dict]:
        found, names = [], "|".join(problems)
        for number in range(ROUNDS):
            # Every other round backwards: a drift of the machine favours nobody.
            for side in sides[::-1] if number % 2 else sides:
                found += self.call([*side, f"--filter=^({names})$"])
        return merged(found)

    def measure_models(self) -> None:
        self.report["models"] = self.call([
            self.arguments.python, ROOT / "benchmarks/models.py",
            f"--bin={self.arguments.bin}", f"--filter={self.arguments.filter}",
            *self.common()])


def print_tables(report: dict) -> None:
    for table, part in ((kernel_table, "kernels"), (halved_kernels, "kernels"),
                        (model_table, "models"), (halved_models, "models")):
        if report[part]:
            print("\n".join([*table(report[part]), ""]))


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", type=Path, metavar="DIR",
                        default=ROOT / "build/release/bin")
    parser.add_argument("--python", type=Path, metavar="FILE",
                        default=ROOT / "build/venv/bin/python")
    parser.add_argument("--filter", metavar="REGEX", default="")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--quick", action="store_true",
                        help="fewer and smaller problems")
    parser.add_argument("--only", choices=PARTS, action="append",
                        help="parts, all by default")
    parser.add_argument("--json", type=Path, metavar="FILE", required=True)
    arguments = parser.parse_args()
    re.compile(arguments.filter)
    return arguments


def main() -> int:
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        session = Session(arguments, Path(folder))
        for part in arguments.only or PARTS:
            getattr(session, f"measure_{part}")()
            session.save()
    print_tables(session.report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
