#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The time model against measured times, op by op over a grid of sizes.

    benchmarks/cost_model.py [--bin=build/release/bin] [--threads=1,2] [--check]
        [--machine=machine.json] [--filter=REGEX] [--json=FILE] [--worst=N]

Runs `kernel-benchmarks --grid` and prints, for each op and for all of them, Spearman's
rank correlation of predicted and measured seconds, and the median of |predicted -
measured| / measured. --check exits 1 below a correlation of 0.95 or above an error of
20 %. Nothing is fitted here: the rates come from measure-machine, or are the built-in
ones.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import ROOT

LEAST_CORRELATION = 0.95
MOST_ERROR = 0.20


def measure(arguments) -> list[dict]:
    if arguments.json and arguments.json.exists() and arguments.reuse:
        return json.loads(arguments.json.read_text())["results"]
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.json or Path(folder) / "grid.json"
        command = [arguments.bin / "kernel-benchmarks", "--grid", f"--json={file}",
                   f"--threads={arguments.threads}", f"--filter={arguments.filter}",
                   f"--repetitions={arguments.repetitions}"]
        if arguments.machine:
            command.append(f"--machine={arguments.machine}")
        done = subprocess.run([str(part) for part in command], stdout=sys.stderr)
        if done.returncode != 0:
            raise SystemExit(f"cost_model: kernel-benchmarks failed ({done.returncode})")
        return json.loads(file.read_text())["results"]


def error(result: dict) -> float:
    return result["predicted_s"] / result["median_s"] - 1


def ranks(values: list[float]) -> list[float]:
    """Positions in order; what is equal shares the mean position."""
    order = sorted(range(len(values)), key=values.__getitem__)
    places = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for i in order[at:end]:
            places[i] = (at + end - 1) / 2
        at = end
    return places


def rank_correlation(results: list[dict]) -> float:
    return statistics.correlation(ranks([r["predicted_s"] for r in results]),
                                  ranks([r["median_s"] for r in results]))


def summarize(name: str, results: list[dict]) -> dict:
    errors = [abs(error(r)) for r in results]
    return {"what": name, "times": len(results),
            "correlation": rank_correlation(results) if len(results) > 2 else 1.0,
            "median": statistics.median(errors), "largest": max(errors)}


def print_table(rows: list[dict]) -> None:
    print("| op | times | rank correlation | median error | largest |\n"
          "|---|---|---|---|---|")
    for row in rows:
        print("| {what} | {times} | {correlation:.3f} | {median:.0%} | {largest:.0%} |"
              .format(**row))


def print_worst(results: list[dict], count: int) -> None:
    for r in sorted(results, key=lambda r: -abs(error(r)))[:count]:
        print(f"{r['problem']:36} {r['threads']} threads: measured "
              f"{1e6 * r['median_s']:10.1f} us, predicted {1e6 * r['predicted_s']:10.1f}"
              f" ({error(r):+.0%}), {r['bound']}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/release/bin")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--filter", default="")
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--machine", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--reuse", action="store_true",
                        help="take the times that --json has, if it is there")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    results = measure(arguments)
    kinds = sorted({r["op"] for r in results})
    rows = [summarize(kind, [r for r in results if r["op"] == kind]) for kind in kinds]
    overall = summarize("all", results)
    print_table([*rows, overall])
    print_worst(results, arguments.worst)
    good = (overall["correlation"] >= LEAST_CORRELATION
            and overall["median"] <= MOST_ERROR)
    return 0 if good or not arguments.check else 1


if __name__ == "__main__":
    sys.exit(main())
