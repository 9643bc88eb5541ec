#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Full-graph inference on the CPU: gnn-opt against PyTorch Geometric.

Both sides get the same trained parameters, graph and features (normalised
beforehand, so neither side does it in the timed region) and the same number of
threads, in one run. PyG is timed in every form it offers (see
python/pyg_forms.py); what it can do once a graph, such as normalising the
adjacency, is done beforehand. After a screening, rounds of gnn-opt and of PyG's
fastest forms alternate; the form with the lowest median counts.

    build_tools/pyg-venv.sh build/venv
    build/venv/bin/python benchmarks/compare_pyg.py [--json=FILE]

A ratio is PyG's median latency over gnn-opt's within one round: above 1, gnn-opt
is the faster. Every result is compared with the reference logits beforehand.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path

# Generated code has the number of threads in it: a cache of its own for the run.
CACHE = tempfile.TemporaryDirectory(prefix="compare-pyg-")
os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", CACHE.name)
warnings.filterwarnings("ignore")

import torch  # noqa: E402
import torch_geometric  # noqa: E402

from timing import ROOT, keep_freed_memory, processor, write_json  # noqa: E402

sys.path.insert(0, str(ROOT / "python"))
from gnn_data import GraphData, read_data, save_sorted  # noqa: E402
from gnn_layers import NormalizeFeatures  # noqa: E402
from gnn_spec import (SpecModel, load_parameters, read_spec,  # noqa: E402
                      without_normalize_features)
from pyg_forms import Form, forms  # noqa: E402

CASES = [  # parameters, spec, data
    ("gcn64_cora_seed0", "gcn64_cora", "cora"),
    ("sage64_cora_seed0", "sage64_cora", "cora"),
    ("gat_cora", "gat_cora", "cora"),
    ("gcn64_coauthor_physics_seed0", "gcn64_coauthor_physics",
     "coauthor_physics"),
]
TOLERANCE = 1e-4  # largest absolute difference from the reference logits
FINALISTS = 3
WARM_UP = 3
PAUSE = 0.3  # seconds, after which idle OpenMP threads no longer spin


@dataclass
class Case:
    """A model on a graph whose features are normalised, for both sides."""

    name: str
    model: SpecModel
    data: GraphData
    reference: torch.Tensor
    spec_file: Path
    data_file: Path
    parameters_file: Path
    tolerance: float = TOLERANCE


@dataclass
class Timing:
    """A form of PyG and what became of it."""

    form: Form
    screening_ms: float = float("inf")
    refused: str = ""
    rounds_ms: list[float] = field(default_factory=list)

    def median(self) -> float:
        return statistics.median(self.rounds_ms or [self.screening_ms])


def normalised(data: GraphData, path: Path) -> GraphData:
    """The data with NormalizeFeatures applied, and as a file at `path`."""
    data.x = NormalizeFeatures()(data.x)
    tensors = dict(data.tensors)
    if data.x.layout == torch.sparse_csr:
        tensors["x_values"] = data.x.values()
    else:
        tensors["x"] = data.x
    save_sorted(tensors, path, data.metadata)
    return data


def load_case(entry: tuple[str, str, str], folder: Path, scratch: Path) -> Case:
    parameters, spec_name, dataset = entry
    spec = without_normalize_features(
        read_spec(ROOT / f"examples/specs/{spec_name}.json"))
    spec_file = scratch / f"{spec_name}.json"
    spec_file.write_text(json.dumps(spec))
    data_file = scratch / f"{dataset}.safetensors"
    data = normalised(read_data(folder / f"{dataset}.safetensors"), data_file)
    model = SpecModel(spec)
    parameters_file = folder / f"{parameters}.safetensors"
    reference = load_parameters(model, parameters_file)["ref.logits"]
    return Case(parameters, model.eval(), data, reference, spec_file, data_file,
                parameters_file)


def latencies(run, repeat: int) -> list[float]:
    for _ in range(WARM_UP):
        run()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return times


def screen(case: Case, compiled: bool, repeat: int = 7) -> list[Timing]:
    """Times every form briefly; those whose result is wrong do not count."""
    timings = []
    for form in forms(case.model, case.data, compiled):
        timing = Timing(form)
        timings.append(timing)
        torch.compiler.reset()  # else later forms hit the limit of recompiling
        try:
            run = form.prepare()
            error = (run() - case.reference).abs().max().item()
            if not error <= case.tolerance:
                timing.refused = f"differs from the reference by {error:.1e}"
                continue
            timing.screening_ms = statistics.median(latencies(run, repeat))
        except Exception as error:  # whatever a layer says to this form
            timing.refused = f"{type(error).__name__}: {error}"[:160]
    return sorted(timings, key=lambda t: t.screening_ms)


def run_tool(command: list) -> str:
    done = subprocess.run([str(part) for part in command], text=True,
                          capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"compare_pyg: {' '.join(map(str, command))} failed "
                         f"({done.returncode}):\n{done.stderr.strip()}")
    return done.stdout


class GnnOpt:
    """The compiled side: imported once, run in a process a round."""

    def __init__(self, case: Case, arguments, scratch: Path):
        self.case, self.arguments = case, arguments
        self.module = scratch / f"{case.name}.mlirbc"
        run_tool([arguments.bin / "gnn-import", f"--spec={case.spec_file}",
                  f"--params={case.parameters_file}", "-o", self.module])
        self.comparison = [f"--compare={case.parameters_file}"]
        self.multiply_adds = 0

    def median_ms(self) -> float:
        report = json.loads(run_tool([
            self.arguments.bin / "gnn-run", self.module,
            f"--data={self.case.data_file}", "--engine=jit",
            f"--repeat={self.arguments.repeat}",
            f"--threads={self.arguments.threads}", *self.comparison,
            "--json"]))
        error = report["compare"]["max_abs"] if self.comparison else 0
        if not error <= self.case.tolerance:
            raise SystemExit(f"compare_pyg: {self.case.name}: gnn-run differs "
                             f"from the reference by {error}")
        self.multiply_adds = report["multiply_adds"]
        return report["latency_ms"]["median"]


def canary_ms() -> float:
    """A fixed product: how much the machine itself swings between rounds."""
    a = torch.ones(512, 512)
    return statistics.median(latencies(lambda: a @ a, 20))


def measure(case: Case, arguments, scratch: Path) -> dict:
    timings = screen(case, not arguments.no_compile)
    finalists = timings[:FINALISTS]
    torch.compiler.reset()
    runs = [timing.form.prepare() for timing in finalists]
    native = None if arguments.pyg_only else GnnOpt(case, arguments, scratch)
    native_ms, canary = [], []
    for number in range(arguments.rounds):
        canary.append(canary_ms())
        sides = [(native.median_ms, native_ms)] if native else []
        for timing, run in zip(finalists, runs):
            sides.append((lambda run=run: statistics.median(
                latencies(run, arguments.repeat)), timing.rounds_ms))
        # Every other round backwards: a drift of the machine favours nobody.
        for take, results in sides[::-1] if number % 2 else sides:
            time.sleep(PAUSE)
            results.append(take())
    return summary(case, timings, native_ms, canary)


def spread(values: list[float]) -> dict:
    return {"median": statistics.median(values), "min": min(values),
            "max": max(values)}


def summary(case: Case, timings: list[Timing], native_ms: list[float],
            canary: list[float]) -> dict:
    fastest = min((t for t in timings if t.rounds_ms), key=Timing.median)
    result = {
        "model": case.name,
        "pyg_form": fastest.form.name,
        "pyg_ms": spread(fastest.rounds_ms),
        "canary_swing": max(canary) / min(canary),
        "forms": [{"name": t.form.name, "refused": t.refused} if t.refused else
                  {"name": t.form.name, "screening_ms": t.screening_ms,
                   "rounds_ms": t.rounds_ms} for t in timings],
    }
    if native_ms:
        ratios = [p / g for p, g in zip(fastest.rounds_ms, native_ms)]
        result |= {"gnn_opt_ms": spread(native_ms), "ratio": spread(ratios)}
    return result


def table(results: list[dict]) -> str:
    rows = ["| model | PyG ms | gnn-opt ms | ratio (min..max) | canary | "
            "PyG's fastest form |", "|---|---|---|---|---|---|"]
    for r in results:
        native, ratio = "-", "-"
        if "ratio" in r:
            native = f"{r['gnn_opt_ms']['median']:.2f}"
            ratio = "{median:.2f} ({min:.2f}..{max:.2f})".format(**r["ratio"])
        rows.append(f"| {r['model']} | {r['pyg_ms']['median']:.2f} | {native} | "
                    f"{ratio} | {r['canary_swing']:.2f} | {r['pyg_form']} |")
    return "\n".join(rows)


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR", default=Path(
        os.environ.get("GNN_DATA_DIR", ROOT.parent / "shared" / "data")))
    parser.add_argument("--bin", type=Path, metavar="DIR",
                        default=ROOT / "build/release/bin")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", metavar="TEXT", default="",
                        help="only models whose name contains TEXT")
    parser.add_argument("--pyg-only", action="store_true",
                        help="leave gnn-opt out")
    parser.add_argument("--no-compile", action="store_true",
                        help="leave torch.compile out")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    if min(arguments.threads, arguments.repeat, arguments.rounds) < 1:
        parser.error("--threads, --repeat and --rounds must be at least 1")
    return arguments


def require(arguments, chosen: list) -> None:
    """Says what is missing before minutes are spent on the other half."""
    files = [arguments.data / f"{stem}.safetensors"
             for parameters, _, dataset in chosen
             for stem in (parameters, dataset)]
    if not arguments.pyg_only:
        files += [arguments.bin / tool for tool in ("gnn-import", "gnn-run")]
    for file in files:
        if not file.exists():
            raise SystemExit(f"compare_pyg: {file} does not exist (see --data, "
                             "--bin and --pyg-only)")
    if not chosen:
        raise SystemExit(f"compare_pyg: no model is called "
                         f"{arguments.only!r}; there are "
                         + ", ".join(c[0] for c in CASES))


def main() -> int:
    arguments = parse_arguments()
    keep_freed_memory()
    torch.set_num_threads(arguments.threads)
    chosen = [c for c in CASES if arguments.only in c[0]]
    require(arguments, chosen)
    report = {
        "processor": processor(), "threads": arguments.threads,
        "repeat": arguments.repeat, "rounds": arguments.rounds,
        "torch": torch.__version__,
        "torch_geometric": torch_geometric.__version__,
        "load_before": os.getloadavg()[0], "results": [],
    }
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        for entry in chosen:
            print(f"{entry[0]} ...", file=sys.stderr)
            case = load_case(entry, arguments.data, Path(folder))
            report["results"].append(measure(case, arguments, Path(folder)))
    print(f"{report['processor']}, {arguments.threads} threads, torch "
          f"{torch.__version__}, torch-geometric {torch_geometric.__version__}, "
          f"{arguments.rounds} rounds of {arguments.repeat}\n")
    print(table(report["results"]))
    if arguments.json:
        write_json(report, arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
