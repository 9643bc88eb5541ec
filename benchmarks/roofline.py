#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where each kernel stands against the machine: docs/results/roofline.md.

    benchmarks/run.py --only=machine --only=kernels --json=results.json
    benchmarks/roofline.py results.json --page=docs/results/roofline.md

Peak and bandwidths are those that measure-machine measured in the same run. A kernel's
roof is the larger of two times: its multiply-adds at peak, and its compulsory bytes at
the bandwidth of memory. A kernel that gathers rows has a second roof, for data of which
no cache holds a row twice: every gathered row from memory. It may beat that one, as far
as caches hold hubs and neighbourhoods.
"""

import argparse
import json
import sys
from pathlib import Path

from tables import OURS


def rates(machine: dict) -> list[str]:
    cores = machine["cores"]
    rows = ["| what | one core | all cores |", "|---|---|---|",
            "| multiply-adds in registers, G/s | "
            f"{machine['peak_multiply_adds_core'] / 1e9:.1f} | "
            f"{machine['peak_multiply_adds_total'] / 1e9:.1f} |",
            f"| STREAM triad, GB/s | {machine['triad_core'] / 1e9:.1f} | "
            f"{machine['triad_total'] / 1e9:.1f} |"]
    for level in machine["levels"]:
        for what, key in (("read in order", "read"), ("rows of 256 bytes", "gather")):
            rows.append(f"| {level['name']}, {what}, GB/s | "
                        f"{level[f'{key}_core'] / 1e9:.1f} | "
                        f"{level[f'{key}_total'] / 1e9:.1f} |")
    return [f"{machine['name']}, {cores} cores.", "", *rows]


class Roof:
    """The machine at a number of threads."""

    def __init__(self, machine: dict, threads: int):
        memory = machine["levels"][-1]
        cores = min(threads, machine["cores"])

        def rate(one: float, total: float) -> float:
            return min(one * cores, total)

        self.peak = rate(machine["peak_multiply_adds_core"],
                         machine["peak_multiply_adds_total"])
        self.read = rate(memory["read_core"], memory["read_total"])
        self.gather = rate(memory["gather_core"], memory["gather_total"])

    def row(self, r: dict) -> str:
        seconds = r["median_s"]
        compute = r["multiply_adds"] / self.peak
        compulsory = r["compulsory_bytes"] / self.read
        roof = max(compute, compulsory)
        bound = "compute" if compute > compulsory else "bandwidth"
        gathered = r["gathered_bytes"]
        against = f"{gathered / self.gather / seconds:.0%}" if gathered else "-"
        return (f"| {r['problem']} | {r['threads']} | {1e3 * seconds:.3f} | "
                f"{r['multiply_adds'] / seconds / 1e9:.1f} ({compute / seconds:.0%}) | "
                f"{r['compulsory_bytes'] / seconds / 1e9:.1f} ({compulsory / seconds:.0%}) | "
                f"{gathered / seconds / 1e9:.1f} | {bound} {roof / seconds:.0%} | {against} |")


def kernels(report: dict) -> list[str]:
    rows = ["| op | threads | ms | G multiply-adds/s (of peak) | compulsory GB/s "
            "(of memory) | gathered GB/s | roof, reached | against gathering all from "
            "memory |", "|---|---|---|---|---|---|---|---|"]
    for result in report["kernels"]:
        if result["variant"] == OURS:
            rows.append(Roof(report["machine"], result["threads"]).row(result))
    return rows


def page(report: dict, arguments) -> str:
    return "\n".join([
        "# Against the machine", "",
        f"{report['processor']}. Written by", "", "```",
        "benchmarks/run.py --only=machine --only=kernels --json=results.json",
        "benchmarks/roofline.py results.json --page=docs/results/roofline.md", "```", "",
        "*Compulsory* bytes are those that must be read or written once: graph, "
        "features, weights, result. *Gathered* bytes count a source row for every "
        "edge. Percentages are of the machine's rate below at the same number of "
        "threads; a compulsory rate above 100 % is a kernel whose data stays in "
        "caches.", "",
        "## The machine", "", *rates(report["machine"]), "",
        "## The kernels", "", *kernels(report), ""])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("--page", type=Path, metavar="FILE.md")
    arguments = parser.parse_args()
    text = page(json.loads(arguments.results.read_text()), arguments)
    if arguments.page:
        arguments.page.write_text(text)
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
