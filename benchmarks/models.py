#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Whole models on generated graphs: gnn-opt, unpruned and pruned, against PyG.

    build_tools/pyg-venv.sh --kernels build/venv
    build/venv/bin/python benchmarks/models.py [--json=FILE] [--filter=REGEX]

GCN, GraphSAGE, GAT and GIN of two and three layers with random parameters; the halved
and the pruned model have half and a quarter of the hidden channels, chosen by
gnn-prune-channels. PyG's peer is its fastest form: every form of python/pyg_forms.py is tried eagerly, the fastest few
also through torch.compile, and what is left is timed in rounds, by turns with gnn-opt.
A form whose result differs from PyG's own in double precision does not count.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from tables import halved_models, model_table
from timing import ROOT, keep_freed_memory, machine, write_json

# Code that torch.compile makes is kept: the second run of this program is quick.
os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(ROOT / "build/inductor"))
warnings.filterwarnings("ignore")

import torch  # noqa: E402
import torch_geometric  # noqa: E402
from safetensors.torch import save_file  # noqa: E402

from compare_pyg import (PAUSE, Case, GnnOpt, Timing, latencies,  # noqa: E402
                         run_tool, screen, spread)
from gnn_data import read_data  # noqa: E402
from gnn_spec import SpecModel  # noqa: E402
from pyg_forms import forms  # noqa: E402

# Graph, its nodes, features, classes.
ARXIV = ("arxiv", 16384, 128, 40)
PRODUCTS = ("products", 8192, 100, 47)
MODELS = ("gcn", "sage", "gat", "gin")
# Layers, hidden channels, graph. The layer of four heads of 32 is one of the bars.
SHAPES = [(2, 64, ARXIV), (3, 256, ARXIV), (2, 128, PRODUCTS)]
QUICK_SHAPES = [(2, 64, ("arxiv", 8192, 128, 40))]
RATIOS = {"halved": 0.5, "pruned": 0.75}  # of hidden channels that go
TOLERANCE = 1e-4  # of the largest logit
TRIED = 2  # runs of a form before it is chosen or not
COMPILED = 1  # eager forms that torch.compile is tried on


def layer(kind: str, number: int, hidden: int, classes: int, last: bool) -> list[dict]:
    """One convolution, and the activation behind it."""
    width = classes if last else hidden
    conv = {"name": f"conv{number}", "out_channels": width}
    if kind == "gcn":
        conv["op"] = "GCNConv"
    elif kind == "sage":
        conv["op"] = "SAGEConv"
    elif kind == "gat":
        heads = 1 if last else 4
        conv |= {"op": "GATConv", "heads": heads, "out_channels": width // heads}
    else:
        conv = {"op": "GINConv", "name": f"conv{number}",
                "nn": [{"op": "Linear", "out_channels": hidden}, {"op": "ReLU"},
                       {"op": "Linear", "out_channels": width}]}
    return [conv] if last else [conv, {"op": "ELU" if kind == "gat" else "ReLU"}]


def make_spec(kind: str, layers: int, hidden: int, graph: tuple) -> dict:
    _, _, features, classes = graph
    stack = [part for number in range(layers)
             for part in layer(kind, number, hidden, classes, number + 1 == layers)]
    return {"name": kind, "features": features, "layers": stack}


def gat_layer(graph: tuple) -> dict:
    return {"name": "gat_layer", "features": graph[2], "layers": [
        {"op": "GATConv", "name": "conv", "heads": 4, "out_channels": 32}]}


def all_specs(quick: bool) -> list[tuple[str, dict, tuple]]:
    """Name, spec and graph of each model."""
    specs = [(f"{kind}-{layers}x{hidden}/{graph[0]}",
              make_spec(kind, layers, hidden, graph), graph)
             for layers, hidden, graph in (QUICK_SHAPES if quick else SHAPES)
             for kind in MODELS]
    if not quick:
        specs.append(("gat-layer-4x32/products", gat_layer(PRODUCTS), PRODUCTS))
    return specs


def make_data(tools: Path, graph: tuple, scratch: Path) -> Path:
    name, nodes, features, _ = graph
    file = scratch / f"{name}-{nodes}-{features}.safetensors"
    if not file.exists():
        subprocess.run([tools / "generate-graph", name, f"--nodes={nodes}",
                        f"--features={features}", "-o", file], check=True,
                       stdout=subprocess.DEVNULL)
    return file


def make_case(entry: tuple, arguments, scratch: Path) -> Case:
    """A model with random parameters, and PyG's result in double precision."""
    name, spec, graph = entry
    stem = scratch / name.replace("/", "-")
    data_file = make_data(arguments.bin, graph, scratch)
    data = read_data(data_file)
    torch.manual_seed(1)
    model = SpecModel(spec).eval()
    state = {key: value.clone() for key, value in model.state_dict().items()}
    reference = model.double()(data.x.double(), data.edge_index)
    spec_file, parameters_file = stem.with_suffix(".json"), stem.with_suffix(".st")
    spec_file.write_text(json.dumps(spec))
    save_file({**state, "ref.logits": reference}, parameters_file)
    return Case(stem.name, model.float(), data, reference, spec_file, data_file,
                parameters_file, TOLERANCE * reference.abs().max().item())


class Pruned(GnnOpt):
    """Fewer hidden channels; what is left computes something else."""

    def __init__(self, case: Case, arguments, scratch: Path, ratio: float):
        super().__init__(case, arguments, scratch)
        small = scratch / f"{case.name}-{ratio}.mlirbc"
        run_tool([arguments.bin / "gnn-opt", self.module, "--emit-bytecode",
                  f"--gnn-prune-channels=criterion=l2 ratio={ratio}", "-o", small])
        self.module, self.comparison = small, []


def compiled_forms(case: Case, best: list[Timing]) -> list[Timing]:
    wanted = {t.form.name.replace(", eager", ", torch.compile") for t in best}
    found = []
    for form in forms(case.model, case.data, compiled=True):
        if form.name not in wanted:
            continue
        timing = Timing(form)
        torch.compiler.reset()
        try:
            run = form.prepare()
            if (run() - case.reference).abs().max().item() <= case.tolerance:
                timing.screening_ms = statistics.median(latencies(run, TRIED))
                found.append(timing)
        except Exception as error:  # whatever a layer says to this form
            print(f"  {form.name}: {error}"[:160], file=sys.stderr)
    return found


def fastest_form(case: Case, compile_too: bool) -> Timing:
    eager = [t for t in screen(case, compiled=False, repeat=TRIED) if not t.refused]
    found = eager[:1]
    if compile_too:
        found += compiled_forms(case, eager[:COMPILED])
    return min(found, key=lambda timing: timing.screening_ms)


def measure(case: Case, name: str, arguments, scratch: Path) -> dict:
    form = fastest_form(case, not arguments.no_compile)
    run = form.form.prepare()
    run()
    native = {"gnn_opt": GnnOpt(case, arguments, scratch)}
    if "layer" not in name:
        native |= {side: Pruned(case, arguments, scratch, ratio)
                   for side, ratio in RATIOS.items()}
    times = take_turns({
        "pyg": lambda: statistics.median(latencies(run, arguments.repeat)),
        **{side: model.median_ms for side, model in native.items()}}, arguments.rounds)
    ratios = {f"ratio_{side}": spread([p / g for p, g in zip(times["pyg"], times[side])])
              for side in native}
    return {"problem": name, "pyg_form": form.form.name, **ratios,
            "multiply_adds": {side: m.multiply_adds for side, m in native.items()},
            **{f"{side}_ms": spread(values) for side, values in times.items()}}


def take_turns(sides: dict, rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {side: [] for side in sides}
    for number in range(rounds):
        # Every other round backwards: a drift of the machine favours nobody.
        for side in list(sides)[::-1] if number % 2 else list(sides):
            time.sleep(PAUSE)
            times[side].append(sides[side]())
    return times


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", type=Path, metavar="DIR",
                        default=ROOT / "build/release/bin")
    parser.add_argument("--filter", metavar="REGEX", default="")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-compile", action="store_true",
                        help="leave torch.compile out")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    keep_freed_memory()
    torch.set_num_threads(arguments.threads)
    report = {**machine(), "threads": arguments.threads,
              "repeat": arguments.repeat, "rounds": arguments.rounds,
              "versions": {"torch": torch.__version__,
                           "torch_geometric": torch_geometric.__version__},
              "results": []}
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        for entry in all_specs(arguments.quick):
            if re.search(arguments.filter, entry[0]):
                print(f"{entry[0]} ...", file=sys.stderr)
                case = make_case(entry, arguments, Path(folder))
                report["results"].append(
                    measure(case, entry[0], arguments, Path(folder)))
                if arguments.json:
                    write_json(report, arguments.json)
    print("\n".join([*model_table(report["results"]), "",
                     *halved_models(report["results"])]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
