#!/usr/bin/env python3
"""What recovery without training gives back, paired over trained seeds.

usage: benchmarks/recover_seeds.py --bin=build/release/bin [--data=DIR] [--jobs=2]
           [--criteria=NAME,...] [--methods=NAME,...] [--options=TEXT] [--split=test]
           [--models=NAME,...] [--factors=2,4,8,16] [--json=FILE] [--check]

Hidden channels of ten seeds each of gcn64_cora and sage64_cora, 2, 4, 8 and 16 times
fewer, chosen by a criterion and then recovered on the features of all nodes; nothing is
trained, and no label is looked at but to measure. Prints the mean change of accuracy in
points against the same seed unpruned, and its standard error over seeds. --options go
to gnn-recover. A choice between criteria or options is made with --split=val. --check
exits 1 where the loss is larger than the project promises.
"""

import concurrent.futures
import itertools
import json
import pathlib
import statistics
import sys
import tempfile

from model_options import make_parser
from pruning_results import FACTORS, MODELS, Study, call, summarize

# The best at 8x on validation nodes, of both models:
#   --split=val --methods=least-squares --factors=4,8 --criteria=l2,fpgm,activation-mean,
#   activation-variance,leverage,lasso,wanda,obs,greedy-least-squares
CRITERION = "greedy-least-squares"

# The mean loss in points that --check allows, by factor.
ALLOWED = {2: 0.1, 4: 0.2, 8: 0.6}


class RecoveryStudy(Study):
    """Accuracy on the split that the command names."""

    split = "test"

    def measure(self, model):
        out = call(self.tools / "gnn-run", model, f"--data={self.file}", f"--split={self.split}",
                   "--engine=jit", "--threads=1", "--json").stdout
        return 100 * json.loads(out)["accuracy"]

    def recovered(self, criterion, factor, method, options):
        passes = [f"--gnn-prune-channels=criterion={criterion} ratio={1 - 1 / factor}"]
        if method != "none":
            passes.append(f"--gnn-recover=method={method} data={self.file} "
                          f"reference={self.original} {options}")
        return self.change(*passes)


def run(arguments, folder, model, pool):
    """A row for each criterion, method and factor."""
    name, seeds, data_name = model
    studies = list(pool.map(
        lambda seed: RecoveryStudy(arguments.bin, arguments.data, folder, name, seed, data_name),
        range(seeds)))
    accuracies = [study.accuracy for study in studies]
    print(f"{name}, {seeds} seeds: {statistics.mean(accuracies):.2f} % "
          f"(standard deviation {statistics.stdev(accuracies):.2f})", flush=True)
    for criterion, method in itertools.product(arguments.criteria, arguments.methods):
        rows = []
        for factor in arguments.factors:
            changes = pool.map(lambda study: study.recovered(criterion, factor, method,
                                                             arguments.options), studies)
            result = summarize(list(changes))
            if result is None:
                sys.exit(f"error: {criterion} with {method} failed on {name}")
            rows.append({"model": name, "criterion": criterion, "method": method,
                         "factor": factor, **result})
        cells = "".join(f"{row['change']:+8.2f} ({row['standard_error']:.2f})" for row in rows)
        print(f"  {criterion:18} {method:14} {cells}", flush=True)
        yield from rows


def loses_too_much(row):
    """Accuracies are whole nodes of 1000: a tolerance below one node's tenth."""
    allowed = ALLOWED.get(row["factor"])
    return (row["method"] == "least-squares" and allowed is not None
            and -row["change"] > allowed + 1e-9)


def names(text):
    return text.split(",")


def numbers(text):
    return [int(part) for part in text.split(",")]


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--criteria", type=names, default=[CRITERION])
    parser.add_argument("--methods", type=names, default=["none", "bias", "least-squares"])
    parser.add_argument("--options", default="")
    parser.add_argument("--split", default="test")
    parser.add_argument("--models", type=names, default=["gcn64_cora", "sage64_cora"])
    parser.add_argument("--factors", type=numbers, default=FACTORS)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()

    RecoveryStudy.split = arguments.split
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        rows = [row for model in MODELS if model[0] in arguments.models
                for row in run(arguments, pathlib.Path(folder), model, pool)]
    if arguments.json:
        arguments.json.write_text(json.dumps({"rows": rows}, indent=2) + "\n")
    lost = [row for row in rows if loses_too_much(row)]
    if arguments.check and lost:
        sys.exit("error: expected a loss of at most " + ", ".join(
            f"{ALLOWED[row['factor']]} points at {row['factor']}x on {row['model']} "
            f"but got {-row['change']:.2f}" for row in lost))


if __name__ == "__main__":
    main()
