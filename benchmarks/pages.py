#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Pages of a machine's folder in docs/results from what benchmarks/run.py measured.

    benchmarks/pages.py RESULTS.json [MORE.json ...] --to=docs/results/zen5

Writes kernels.md, models.md and roofline.md, each where there is something to say. Of
what several files have, the last one counts.
"""

import argparse
import json
import sys
from pathlib import Path

import roofline
from tables import (command_lines, halved_kernels, halved_models, kernel_table,
                    model_table)
from timing import key

HALVED = (
    "Time, divided by the time with half the channels on both sides, against the same "
    "quotient of multiply-adds. *Realised* is the one by the other: at 100 % every "
    "multiply-add that is gone takes its time along, and the bar is 80 %.")


def replaced(old: list[dict], new: list[dict], identity) -> list[dict]:
    known = {identity(r): r for r in old}
    return list((known | {identity(r): r for r in new}).values())


def joined(reports: list[dict]) -> dict:
    whole = reports[0]
    for report in reports[1:]:
        whole = {
            **whole, **report,
            "commands": list(dict.fromkeys(whole["commands"] + report["commands"])),
            "versions": whole["versions"] | report["versions"],
            "kernels": replaced(whole["kernels"], report["kernels"], key),
            "models": replaced(whole["models"], report["models"],
                               lambda r: r["problem"])}
    return whole


def section(title: str, text: str, rows: list[str]) -> list[str]:
    return [f"## {title}", "", text, "", *rows, ""]


def processor(report: dict) -> str:
    """With the name that compilers have for it: what hypervisors tell is short."""
    known = report.get("machine")
    return report["processor"] + (f" ({known['name']})" if known else "")


def header(report: dict, title: str, what: str) -> list[str]:
    versions = ", ".join(f"{name} {version}" for name, version
                         in sorted(report["versions"].items()))
    return [f"# {title}", "",
            f"{processor(report)}, {report['cores']} cores, {report['threads']} "
            f"threads; {versions}. {what} Written by", "", "```",
            *command_lines(report), "```", ""]


def kernels(report: dict) -> list[str]:
    return [
        *header(report, "Single ops against libraries",
                "Medians of at least 20 runs, in two rounds by turns."),
        *section("Against libraries",
                 "torch-csr is torch's CSR product as PyG calls it, with 64-bit indices "
                 "(PyG's own) and 32-bit ones; pyg-scatter is PyG without a matrix; "
                 "sparsifier is stock mlir-opt; loop is plain C++. How long a peer "
                 "takes is a multiple of our time.", kernel_table(report["kernels"])),
        *section("Half the channels", HALVED, halved_kernels(report["kernels"]))]


def models(report: dict) -> list[str]:
    return [
        *header(report, "Whole models against PyG",
                "Random parameters on generated graphs (arxiv-like, 16,384 nodes; "
                "products-like, 8,192 nodes), whole-graph inference, medians of 3 "
                "rounds of 7 by turns, with the least and largest ratio of a round. "
                "PyG is in its fastest form of those that give its own result: eager, "
                "torch.compile, edge index, CSR adjacency. The pruned model has a "
                "quarter of the hidden channels (`gnn-prune-channels`); its ratio is "
                "against the unpruned PyG."),
        *section("Against PyG", "Milliseconds, and how many times as long PyG takes.",
                 model_table(report["models"])),
        *section("Half the hidden channels",
                 HALVED + " A first layer keeps its inputs and a last one its outputs, "
                 "so that less than three quarters of a model's multiply-adds go.",
                 halved_models(report["models"]))]


def write_pages(report: dict, folder: Path) -> None:
    for name, is_known, page in (
            ("kernels", report["kernels"], kernels),
            ("models", report["models"], models),
            ("roofline", report["kernels"] and "machine" in report, roofline.page)):
        if is_known:
            file = folder / f"{name}.md"
            file.write_text("\n".join(page(report)))
            print(file)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("results", type=Path, nargs="+")
    parser.add_argument("--to", type=Path, metavar="DIR", required=True)
    arguments = parser.parse_args()
    report = joined([json.loads(file.read_text()) for file in arguments.results])
    write_pages({**report, "folder": arguments.to}, arguments.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())
