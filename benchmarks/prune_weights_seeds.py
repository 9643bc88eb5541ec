#!/usr/bin/env python3
"""What pruning weights costs in accuracy, by criterion, scope and compensation.

usage: benchmarks/prune_weights_seeds.py --bin=build/release/bin [--data=DIR] [--jobs=2]
           [--models=NAME,...] [--seeds=10] [--only=TEXT] [--json=FILE] [--check]

Weights of the Cora models of pruning_results.py at 50, 70, 90 and 95 %, once, nothing
trained; statistics are those of all nodes, and use no labels. Prints the mean change of
test accuracy in points against the same seed unpruned, and its standard error over seeds.
--only runs the variants whose options have that text in them. --check exits 1 unless, on
each model, one variant loses at most 0.1, 0.2, 0.6 and 1.1 points.
"""

import concurrent.futures
import json
import pathlib
import sys
import tempfile

from model_options import make_parser
from pruning_results import MODELS, SPARSITIES, Study, summarize

# The largest mean loss in points that --check allows, by sparsity.
BAR = {0.5: 0.1, 0.7: 0.2, 0.9: 0.6, 0.95: 1.1}

VARIANTS = [f"criterion={criterion} scope={scope} compensate={compensate}"
            for criterion, scopes in [("magnitude", ("global", "layer")), ("lamp", ("global",)),
                                      ("wanda", ("output", "hierarchical")),
                                      ("ria", ("output", "hierarchical")),
                                      ("obs", ("layer", "hierarchical"))]
            for scope in scopes for compensate in ("false", "true")]
VARIANTS += [f"criterion=sparsegpt scope={scope}" for scope in ("layer", "output", "hierarchical")]


def measure(pool, studies, variant):
    """A row for each sparsity."""
    rows = []
    for sparsity in SPARSITIES:
        passes = f"--gnn-prune-weights={variant} sparsity={sparsity}"
        result = summarize(list(pool.map(lambda study: study.change(passes), studies)))
        if result is None:
            sys.exit(f"error: {passes} failed")
        rows.append({"variant": variant, "sparsity": sparsity, **result})
    return rows


def meets_bar(rows):
    # Accuracies are whole nodes of 1000: a tolerance below one node's tenth.
    return all(-row["change"] <= BAR[row["sparsity"]] + 1e-9 for row in rows)


def run_model(arguments, folder, model, data_name):
    """The rows of each variant."""
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        studies = list(pool.map(
            lambda seed: Study(arguments.bin, arguments.data, folder, model, seed, data_name),
            range(arguments.seeds)))
        results = []
        for variant in VARIANTS:
            if arguments.only in variant:
                results.append(measure(pool, studies, variant))
                cells = "".join(f"{row['change']:+7.2f} ({row['standard_error']:.2f})"
                                for row in results[-1])
                mark = "  meets the bar" if meets_bar(results[-1]) else ""
                print(f"{model:12} {variant:58} {cells}{mark}", flush=True)
    return results


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--models", default="gcn64_cora,sage64_cora")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()

    rows, failed = [], []
    for model, _, data_name in MODELS:
        if model not in arguments.models.split(","):
            continue
        with tempfile.TemporaryDirectory() as folder:
            results = run_model(arguments, pathlib.Path(folder), model, data_name)
        rows += [{"model": model, **row} for result in results for row in result]
        if not any(meets_bar(result) for result in results):
            failed.append(model)
    if arguments.json:
        arguments.json.write_text(json.dumps({"rows": rows}, indent=2) + "\n")
    if arguments.check and failed:
        sys.exit(f"error: expected a variant within the bar but got none on {', '.join(failed)}")


if __name__ == "__main__":
    main()
