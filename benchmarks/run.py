#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every benchmark in one run: a table on stdout, and everything known as JSON.

    build_tools/setup.sh --benchmarks && build_tools/build.sh
    build_tools/pyg-venv.sh --kernels build/venv
    benchmarks/run.py --json=results.json [--filter=REGEX] [--quick] [--page=FILE.md]

The machine first; then single ops by C++ and by Python libraries, in two rounds by
turns, at least 20 runs each; then whole models against PyG. `--filter` takes names of
problems (`aggregate`, `dense/16384`, `gcn-2x64`). Nothing else should run meanwhile.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tables import kernel_table, model_table
from timing import ROOT, machine, merged, write_json

ROUNDS = 2
RUNS = 20  # of each variant, over all rounds


def run(command: list) -> None:
    done = subprocess.run([str(part) for part in command], stdout=sys.stderr)
    if done.returncode != 0:
        raise SystemExit(f"run: {command[0]} failed ({done.returncode})")


def load(path: Path) -> dict:
    return json.loads(path.read_text())


class Session:
    """The programs of one run, and what they have reported."""

    def __init__(self, arguments, scratch: Path):
        self.arguments, self.scratch = arguments, scratch
        self.report: dict = {**machine(), "threads": arguments.threads,
                             "versions": {}, "kernels": [], "models": []}

    def call(self, name: str, command: list) -> dict:
        file = self.scratch / f"{name}.json"
        run([*command, f"--json={file}"])
        result = load(file)
        self.report["versions"] |= result.get("versions", {})
        return result

    def common(self) -> list[str]:
        quick = ["--quick"] if self.arguments.quick else []
        return [f"--threads={self.arguments.threads}",
                f"--filter={self.arguments.filter}", *quick]

    def measure_machine(self) -> None:
        file = self.scratch / "machine.json"
        run([self.arguments.bin / "measure-machine", "-o", file])
        self.report["machine"] = load(file)

    def measure_kernels(self) -> None:
        each = RUNS // ROUNDS
        found = []
        for number in range(ROUNDS):
            sides = [
                ("kernels", [self.arguments.bin / "kernel-benchmarks",
                             f"--repetitions={each}", *self.common()]),
                ("python", [self.arguments.python,
                            ROOT / "benchmarks/python_kernels.py",
                            f"--bin={self.arguments.bin}", f"--repeat={each}",
                            *self.common()])]
            # Every other round backwards: a drift of the machine favours nobody.
            for name, command in sides[::-1] if number % 2 else sides:
                found += self.call(name, command)["results"]
        self.report["kernels"] = merged(found)

    def measure_models(self) -> None:
        self.report["models"] = self.call("models", [
            self.arguments.python, ROOT / "benchmarks/models.py",
            f"--bin={self.arguments.bin}", *self.common()])["results"]


def section(title: str, table, results: list[dict]) -> list[str]:
    return [f"## {title}", "", *table(results), ""] if results else []


def page(report: dict, command: str) -> str:
    versions = ", ".join(f"{name} {version}"
                         for name, version in sorted(report["versions"].items()))
    return "\n".join([
        "# Compiled code against libraries", "",
        f"{report['processor']}, {report['cores']} cores, {report['threads']} threads; "
        f"{versions}. Medians of at least {RUNS} runs, written by", "",
        f"```\n{command}\n```", "",
        *section("Single ops", kernel_table, report["kernels"]),
        *section("Whole models", model_table, report["models"])])


def main() -> int:
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
    parser.add_argument("--only", choices=("machine", "kernels", "models"),
                        action="append", help="parts, all by default")
    parser.add_argument("--json", type=Path, metavar="FILE", required=True)
    parser.add_argument("--page", type=Path, metavar="FILE",
                        help="write the tables there too")
    arguments = parser.parse_args()
    re.compile(arguments.filter)
    parts = arguments.only or ("machine", "kernels", "models")
    with tempfile.TemporaryDirectory() as folder:
        session = Session(arguments, Path(folder))
        for part in parts:
            getattr(session, f"measure_{part}")()
    command = " ".join(["benchmarks/run.py", *sys.argv[1:]])
    text = page(session.report, command)
    print(text)
    write_json(session.report, arguments.json)
    if arguments.page:
        arguments.page.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
