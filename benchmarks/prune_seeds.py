#!/usr/bin/env python3
"""What pruning costs in accuracy, paired over trained seeds.

usage: benchmarks/prune_seeds.py --bin=build/release/bin [--data=DIR] [--json=FILE] [--check]

For each seed of gcn64_cora, weights are pruned by global magnitude and channels by
their L2 norm, once and without recovery, and the test accuracy of each pruned model
is compared with that of the same seed unpruned. Prints the mean change in points
and its standard error over seeds. --check exits 1 where weights lose more than the
project promises.
"""

import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile

from model_options import ROOT, make_parser

SEEDS = range(10)

# Variant, passes, and the mean loss in points that --check allows.
VARIANTS = [
    ("weights 50 %", "--gnn-prune-weights=criterion=magnitude scope=global sparsity=0.5", 0.1),
    ("weights 70 %", "--gnn-prune-weights=criterion=magnitude scope=global sparsity=0.7", 0.3),
    ("weights 90 %", "--gnn-prune-weights=criterion=magnitude scope=global sparsity=0.9", 0.8),
    ("channels 25 %", "--gnn-prune-channels=criterion=l2 ratio=0.25", None),
    ("channels 50 %", "--gnn-prune-channels=criterion=l2 ratio=0.5", None),
]


def call(*command):
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE)
    if result.returncode:
        sys.exit(f"error: {' '.join(str(part) for part in command)} failed")
    return result.stdout


def accuracy(tools, data, model):
    out = call(tools / "gnn-run", model, f"--data={data / 'cora.safetensors'}",
               "--split=test", "--engine=jit", "--json")
    return 100 * json.loads(out)["accuracy"]


def run_seed(tools, data, folder, seed):
    """Accuracy of the seed unpruned, then of each variant, in percent."""
    original = folder / "original.mlirbc"
    call(tools / "gnn-import", f"--spec={ROOT / 'examples/specs/gcn64_cora.json'}",
         f"--params={data / f'gcn64_cora_seed{seed}.safetensors'}", "--sparse-features",
         "-o", original)
    results = [accuracy(tools, data, original)]
    for _, passes, _ in VARIANTS:
        pruned = folder / "pruned.mlirbc"
        call(tools / "gnn-opt", original, passes, "--emit-bytecode", "-o", pruned)
        results.append(accuracy(tools, data, pruned))
    return results


def summarize(results):
    rows = []
    for index, (name, _, allowed) in enumerate(VARIANTS, start=1):
        changes = [seed[index] - seed[0] for seed in results]
        error = statistics.stdev(changes) / math.sqrt(len(changes))
        rows.append({"variant": name, "change": statistics.mean(changes),
                     "standard_error": error, "allowed_loss": allowed})
    return rows


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        results = [run_seed(arguments.bin, arguments.data, pathlib.Path(folder), seed)
                   for seed in SEEDS]
    originals = [seed[0] for seed in results]
    print(f"gcn64_cora, {len(originals)} seeds: {statistics.mean(originals):.2f} % "
          f"(standard deviation {statistics.stdev(originals):.2f})")
    rows = summarize(results)
    for row in rows:
        print(f"{row['variant']:14} {row['change']:+7.2f} points (s.e. {row['standard_error']:.2f})")
    if arguments.json:
        arguments.json.write_text(json.dumps({"rows": rows}, indent=2) + "\n")
    # Accuracies are whole nodes of 1000: a tolerance below one node's tenth.
    lost = [row for row in rows if row["allowed_loss"] is not None
            and -row["change"] > row["allowed_loss"] + 1e-9]
    if arguments.check and lost:
        sys.exit("error: expected a loss of at most " + ", ".join(
            f"{row['allowed_loss']} points for {row['variant']} but got {-row['change']:.2f}"
            for row in lost))


if __name__ == "__main__":
    main()
