# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs of kernel-benchmarks whose results have a predicted time beside the measured one."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import ROOT, write_json


def make_parser(description: str, threads: str, repetitions: int) -> argparse.ArgumentParser:
    """A parser of what all such runs have in common, for more options."""
    parser = argparse.ArgumentParser(description=description,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/release/bin")
    parser.add_argument("--threads", default=threads)
    parser.add_argument("--filter", default="", metavar="REGEX")
    parser.add_argument("--repetitions", type=int, default=repetitions)
    parser.add_argument("--min-time", type=float, default=0.02, help="seconds of calls in one")
    parser.add_argument("--machine", metavar="NAME|FILE", help="rates of the time model")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--reuse", action="store_true", help="take the times that --json has")
    return parser


def run(arguments, *options: str) -> list[dict]:
    """The results of kernel-benchmarks with `options`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "results.json"
        command = [arguments.bin / "kernel-benchmarks", f"--json={file}",
                   f"--threads={arguments.threads}", f"--filter={arguments.filter}", *options]
        if arguments.machine:
            command.append(f"--machine={arguments.machine}")
        done = subprocess.run([str(part) for part in command], stdout=sys.stderr)
        if done.returncode != 0:
            raise SystemExit(f"kernel-benchmarks failed ({done.returncode})")
        return json.loads(file.read_text())["results"]


def measure(arguments, grid: str) -> list[dict]:
    """The results of all problems of `grid`, which --json keeps."""
    results = run(arguments, grid, f"--repetitions={arguments.repetitions}",
                  f"--min-time={arguments.min_time}")
    if arguments.json:
        write_json({"results": results}, arguments.json)
    return results


def read(arguments) -> list[dict]:
    return json.loads(arguments.json.read_text())["results"]
