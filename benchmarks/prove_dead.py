#!/usr/bin/env python3
"""How many hidden channels are proved dead, over trained seeds.

usage: benchmarks/prove_dead.py --bin=build/release/bin [--data=DIR] [--models=A,B] [--check]

For each trained GCN, hidden channels that change no result are removed by
gnn-eliminate-dead-neurons: those that no input ever activates, those that no features
within the bounds of the data's columns do on any graph, and those that none do on the
data's graph. Prints how many there are of each class and whether
gnn-verify-equivalence proves the smaller model equal. --check exits 1 where fewer
channels are found than MODELS says, or a model is not proved equal.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from model_options import ROOT, make_parser

CLASSES = ("proved", "proved-for-box", "proved-for-graph")

# Model -> the channels that must be found. data/README.md has how many are never
# active: 54 of 640 over the Cora seeds, 16 of 192 over those of Coauthor Physics.
MODELS = dict(zip((f"gcn64_cora_seed{seed}" for seed in range(10)),
                  (2, 7, 3, 5, 5, 10, 5, 3, 5, 8)))
MODELS |= dict(zip((f"gcn64_coauthor_physics_seed{seed}" for seed in range(3)), (6, 8, 2)))


def call(*command):
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE)
    if result.returncode:
        sys.exit(f"error: {' '.join(str(part) for part in command)} failed")
    return result.stdout


def prove(tools, data, folder, model):
    """The channels of each class, and the class of the equivalence."""
    name = model.rsplit("_seed", 1)[0]
    graph = f"data={data / (name.split('_', 1)[1] + '.safetensors')}"
    whole, small, ledger = folder / "whole.mlir", folder / "small.mlir", folder / "ledger.json"
    call(tools / "gnn-import", f"--spec={ROOT / 'examples/specs' / (name + '.json')}",
         f"--params={data / (model + '.safetensors')}", "--sparse-features", "-o", whole)
    call(tools / "gnn-opt", whole, "--gnn-decompose-layers",
         f"--gnn-eliminate-dead-neurons={graph} ledger={ledger}", "-o", small)
    removed = json.loads(ledger.read_text())["channels"]
    found = collections.Counter(entry["proof"] for entry in removed)
    verdict = json.loads(call(tools / "gnn-verify-equivalence", whole, small, f"--{graph}",
                              "--json"))
    return found, verdict["class"]


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    print(f"{'model':32}" + "".join(f"{each:>18}" for each in CLASSES) + "  equal")
    good = True
    for model in options.models.split(","):
        with tempfile.TemporaryDirectory() as folder:
            found, verdict = prove(options.bin, options.data, pathlib.Path(folder), model)
        print(f"{model:32}" + "".join(f"{found[each]:>18}" for each in CLASSES) + f"  {verdict}")
        good &= sum(found.values()) >= MODELS[model] and verdict in CLASSES
    if options.check and not good:
        sys.exit("error: fewer channels are proved dead than promised, or a model is not equal")


if __name__ == "__main__":
    main()
