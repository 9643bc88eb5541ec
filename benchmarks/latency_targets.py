#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Models pruned to a part of their latency, and what they take when they are timed apart.

usage: benchmarks/latency_targets.py --bin=build/release/bin [--data=DIR] [--models=REGEX]
           [--threads=2] [--rounds=3] [--repeat=60]

gnn-prune gets `target-latency=`, input features as well as channels, recovery by least
squares. gnn-run times original and pruned model by turns on the test split. Prints the
least and the largest quotient of their medians over the rounds. Nothing else should run.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from model_options import ROOT, make_parser

DIGITS = ROOT / "examples/digits"
# Name, spec, parameters and data set of a model, and the targets.
TRAINED = [("GraphSAGE 64, Cora", "sage64_cora", "sage64_cora_seed0", "cora", (0.5, 0.25)),
           ("GCN 64, Cora", "gcn64_cora", "gcn64_cora_seed0", "cora", (0.5, 0.25)),
           ("GCN 64, Coauthor Physics", "gcn64_coauthor_physics",
            "gcn64_coauthor_physics_seed0", "coauthor_physics", (0.5, 0.25))]


def call(*command) -> str:
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(str(part) for part in command)} failed")
    return done.stdout


def models(data: pathlib.Path):
    yield ("digits", ["--spec", DIGITS / "sage_digits.json",
                      "--params", DIGITS / "sage_digits.safetensors"],
           DIGITS / "digits.safetensors", (0.5, 0.25))
    for name, spec, parameters, graph, targets in TRAINED:
        yield (name, ["--spec", ROOT / "examples/specs" / f"{spec}.json",
                      "--params", data / f"{parameters}.safetensors", "--sparse-features"],
               data / f"{graph}.safetensors", targets)


def run(options, model: pathlib.Path, graph: pathlib.Path) -> dict:
    return json.loads(call(options.bin / "gnn-run", model, f"--data={graph}", "--split=test",
                           f"--threads={options.threads}", f"--repeat={options.repeat}",
                           "--json"))


def prune(options, whole, graph, target: float, small) -> None:
    call(options.bin / "gnn-opt", whole, "-o", small,
         f"--gnn-prune=data={graph} target-latency={target}x inputs=true "
         f"recovery=least-squares threads={options.threads} repeat=40")


def compare(options, whole, small, graph) -> tuple[list[float], dict, dict]:
    """Times of the small model as parts of the whole one's, and the last runs."""
    parts = []
    for number in range(options.rounds):
        order = (whole, small) if number % 2 else (small, whole)
        runs = {model: run(options, model, graph) for model in order}
        parts.append(runs[small]["latency_ms"]["median"] / runs[whole]["latency_ms"]["median"])
    return parts, runs[whole], runs[small]


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--models", default="", metavar="REGEX")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=60)
    options = parser.parse_args()
    print("| model | target | time of the original's | test accuracy |\n|---|---|---|---|")
    for name, source, graph, targets in models(options.data):
        if not re.search(options.models, name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            whole, small = (pathlib.Path(folder) / f"{each}.mlirbc" for each in ("whole", "small"))
            call(options.bin / "gnn-import", *source, "-o", whole)
            for target in targets:
                prune(options, whole, graph, target, small)
                parts, before, after = compare(options, whole, small, graph)
                print(f"| {name} | {target}x | {min(parts):.2f}..{max(parts):.2f} | "
                      f"{100 * before['accuracy']:.1f} to {100 * after['accuracy']:.1f} |",
                      flush=True)


if __name__ == "__main__":
    main()
