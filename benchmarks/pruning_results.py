#!/usr/bin/env python3
"""Every criterion, at every size, on every trained model: what pruning costs.

usage: benchmarks/pruning_results.py --bin=build/release/bin [--data=DIR] [--jobs=2]
           [--models=NAME,...] [--criteria=NAME,...] [--page=docs/results/pruning.md] [--json=FILE]

Channels at 2, 4, 8 and 16 times fewer, with least-squares recovery on all nodes,
without labels; and weights at 50, 70, 90 and 95 %, once, with what the criterion
itself makes up for. Nothing is trained. Each number is the mean change of test
accuracy in points against the same seed unpruned, and its standard error over seeds.
Weight criteria whose scores do not compare between matrices are ranked inside each, with
scope=hierarchical; the others over the whole model.

--json keeps what is measured, criterion by criterion: what the file has already is not
measured again, so that a run that ended goes on. --page writes the tables that
docs/results/pruning.md shows, of all that the file has, after each model.
"""

import concurrent.futures
import json
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

from model_options import ROOT, make_parser

# Model, seeds, data file.
MODELS = [("gcn64_cora", 10, "cora"), ("sage64_cora", 10, "cora"),
          ("gcn64_coauthor_physics", 3, "coauthor_physics")]
FACTORS = [2, 4, 8, 16]
SPARSITIES = [0.5, 0.7, 0.9, 0.95]
# Minutes for one model, so that only --criteria measures it.
SLOW = {"greedy-obs"}


def call(*command, check=True):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                            env={**os.environ, "OMP_NUM_THREADS": "1"})
    if check and result.returncode:
        sys.exit(f"error: {' '.join(map(str, command))}\n{result.stderr}")
    return result


def criteria(tools, granularity):
    """The names that a pass knows, in its own words."""
    passes = {"channels": "--gnn-prune-channels=ratio=0 criterion=?",
              "weights": "--gnn-prune-weights=sparsity=0 criterion=?"}
    message = call(tools / "gnn-opt", "-", passes[granularity], check=False).stderr
    return re.search(r"to be one of (.*?) but got", message).group(1).split(", ")


class Study:
    """One trained model: the original, and the original with statistics."""

    def __init__(self, tools, data, folder, model, seed, data_name):
        self.tools, self.folder = tools, folder
        self.name = f"{model}_seed{seed}"
        self.file = data / f"{data_name}.safetensors"
        self.original = folder / f"{self.name}.mlirbc"
        imported = folder / f"{self.name}.imported.mlirbc"
        call(tools / "gnn-import", f"--spec={ROOT / f'examples/specs/{model}.json'}",
             f"--params={data / f'{self.name}.safetensors'}", "--sparse-features", "-o", imported)
        self.opt(imported, self.original, "--gnn-decompose-layers")
        self.calibrated = folder / f"{self.name}.calibrated.mlirbc"
        self.opt(self.original, self.calibrated, f"--gnn-calibrate=data={self.file} split=all")
        self.accuracy = self.measure(self.original)

    def opt(self, source, target, *passes):
        call(self.tools / "gnn-opt", source, *passes, "--emit-bytecode", "-o", target)

    def measure(self, model):
        out = call(self.tools / "gnn-run", model, f"--data={self.file}", "--split=test",
                   "--engine=jit", "--threads=1", "--json").stdout
        return 100 * json.loads(out)["accuracy"]

    def change(self, *passes):
        """In points; nothing where a criterion cannot score this model."""
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".mlirbc") as pruned:
            command = (self.tools / "gnn-opt", self.calibrated, *passes, "--emit-bytecode",
                       "-o", pruned.name)
            if call(*command, check=False).returncode:
                return None
            return self.measure(pruned.name) - self.accuracy

    def channels(self, criterion, factor):
        return self.change(
            f"--gnn-prune-channels=criterion={criterion} ratio={1 - 1 / factor}",
            f"--gnn-recover=data={self.file} reference={self.original}")

    def weights(self, criterion, sparsity):
        comparable = call(self.tools / "gnn-opt", self.calibrated,
                          f"--gnn-prune-weights=criterion={criterion} sparsity=0",
                          "-o", os.devnull, check=False).returncode == 0
        scope = "global" if comparable else "hierarchical"
        return self.change(
            f"--gnn-prune-weights=criterion={criterion} scope={scope} sparsity={sparsity}")


def summarize(changes):
    """Mean and standard error over seeds; nothing where a seed has none."""
    if None in changes:
        return None
    error = statistics.stdev(changes) / math.sqrt(len(changes))
    return {"change": statistics.mean(changes), "standard_error": error}


class Results:
    """Rows by what they are of, in a file where one is given."""

    def __init__(self, path):
        self.path = path
        self.rows = json.loads(path.read_text())["rows"] if path and path.exists() else []

    def has(self, **what):
        return any(all(row[key] == value for key, value in what.items()) for row in self.rows)

    def add(self, rows):
        self.rows += rows
        if self.path:
            write(self.path, json.dumps({"rows": self.rows}, indent=2) + "\n")


def write(path, text):
    """Whole or not at all: a run may end at any time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text)
    partial.replace(path)


def grid(tools, wanted):
    """What is measured of each model."""
    for granularity, amounts in (("channels", FACTORS), ("weights", SPARSITIES)):
        for criterion in criteria(tools, granularity):
            if criterion in wanted or not wanted and criterion not in SLOW:
                yield granularity, criterion, amounts


def measure(pool, studies, granularity, criterion, amount):
    changes = pool.map(lambda study: getattr(study, granularity)(criterion, amount), studies)
    return summarize(list(changes))


def run_model(tools, data, folder, model, todo, pool, results):
    name, seeds, data_name = model
    studies = list(pool.map(lambda seed: Study(tools, data, folder, name, seed, data_name),
                            range(seeds)))
    print(f"{name}: {statistics.mean(s.accuracy for s in studies):.2f} %", file=sys.stderr)
    for granularity, criterion, amounts in todo:
        results.add([{"model": name, "seeds": seeds, "granularity": granularity,
                      "criterion": criterion, "amount": amount,
                      "result": measure(pool, studies, granularity, criterion, amount)}
                     for amount in amounts])
        print(f"  {granularity} {criterion}", file=sys.stderr)


def run(tools, data, models, wanted, jobs, results, report):
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for model in models:
            todo = [each for each in grid(tools, wanted)
                    if not results.has(model=model[0], granularity=each[0], criterion=each[1])]
            if todo:
                with tempfile.TemporaryDirectory() as folder:
                    run_model(tools, data, pathlib.Path(folder), model, todo, pool, results)
            report(results.rows)


def cell(row):
    if not row["result"]:
        return "-"
    return f"{row['result']['change']:+.2f} ({row['result']['standard_error']:.2f})"


def table(rows, model, granularity):
    chosen = [row for row in rows if (row["model"], row["granularity"]) == (model, granularity)]
    amounts = sorted({row["amount"] for row in chosen})
    heads = [f"{a}x fewer" if granularity == "channels" else f"{a:.0%}" for a in amounts]
    lines = ["| criterion | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    for criterion in dict.fromkeys(row["criterion"] for row in chosen):
        cells = [cell(row) for row in chosen if row["criterion"] == criterion]
        lines.append(f"| {criterion} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


PAGE = """# What pruning costs

`build/release/bin` on the data files of `$GNN_DATA_DIR`, all of it by one command:

```
benchmarks/pruning_results.py --bin=build/release/bin --page=docs/results/pruning.md --json=grid.json
```

Mean change of test accuracy in points against the same seed unpruned, paired over seeds,
standard error in brackets. Nothing is trained, and no label is looked at but to measure.
A dash: the criterion cannot score this model (it needs a Gram matrix of more features
than `gnn-calibrate` makes one of, or a normalisation to read a scale from). Weights are
ranked over the whole model or, where a criterion does not compare between matrices,
inside each, with `scope=hierarchical`. `greedy-obs` takes minutes for one model and is left
out; `--criteria=greedy-obs` measures it.
"""


def page(rows):
    parts = [PAGE]
    for model in dict.fromkeys(row["model"] for row in rows):
        seeds = next(row["seeds"] for row in rows if row["model"] == model)
        parts.append(f"## {model}, {seeds} seeds\n\nHidden channels, with least-squares recovery:\n\n"
                     f"{table(rows, model, 'channels')}\n\nWeights:\n\n"
                     f"{table(rows, model, 'weights')}\n")
    return "\n".join(parts)


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--models", default="")
    parser.add_argument("--criteria", default="")
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()

    names = [name for name in arguments.models.split(",") if name]
    models = [model for model in MODELS if not names or model[0] in names]
    wanted = {name for name in arguments.criteria.split(",") if name}

    def report(rows):
        if arguments.page:
            write(arguments.page, page(rows))

    results = Results(arguments.json)
    run(arguments.bin, arguments.data, models, wanted, arguments.jobs, results, report)
    if not arguments.page:
        print(page(results.rows))


if __name__ == "__main__":
    main()
