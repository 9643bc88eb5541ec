#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The ops of kernel-benchmarks by Python's libraries, on the same graphs.

    build_tools/pyg-venv.sh --kernels build/venv
    build/venv/bin/python benchmarks/python_kernels.py --json=FILE [--filter=REGEX]

torch's CSR kernel is called as PyG calls it (torch_geometric.utils.spmm), with
64-bit indices, which PyG makes, and 32-bit ones, which MKL prefers; scatter is
PyG's message passing without a sparse matrix. DGL and onnxruntime take part where
they can be imported. Every result is compared with torch's first.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

# Of what is deprecated or in beta, which is not ours to change.
warnings.filterwarnings("ignore")
# Without a choice, the first import of DGL says so among the names of problems.
os.environ.setdefault("DGLBACKEND", "pytorch")

import torch  # noqa: E402
import torch_geometric  # noqa: E402
from torch import Tensor  # noqa: E402
from torch_geometric.utils import scatter, spmm  # noqa: E402

from timing import ROOT, keep_freed_memory, merged, sample, write_json  # noqa: E402

sys.path.insert(0, str(ROOT / "python"))
from gnn_data import read_data  # noqa: E402

try:
    import dgl
except ImportError:
    dgl = None
try:
    import onnxruntime
except ImportError:
    onnxruntime = None

Variants = Iterator[tuple[str, Callable[[], Tensor]]]  # with their names
TOLERANCE = 1e-4  # of the largest value
# As in kernels/AggregateProblems.cpp: reduction, graph, nodes, channels. Scatter
# makes a row for each edge, onnxruntime takes seconds: both only where a run is
# short.
AGGREGATES = [
    *(("sum", "products", 131072, channels) for channels in (64, 128, 256)),
    ("mean", "products", 131072, 128),
    ("max", "products", 131072, 128),
    ("sum", "arxiv", 131072, 128),
    ("sum", "arxiv", 16384, 64),
]
QUICK_AGGREGATES = [("sum", "products", 65536, 64), ("sum", "arxiv", 65536, 64)]
MAX_CHANNELS_64 = 64  # the slower form, to the same degree with more channels
MAX_SCATTER_EDGES = 3_000_000
MAX_ONNX_EDGES = 300_000
DENSE = [(16384, 64, 64), (16384, 128, 128), (16384, 256, 256), (16384, 512, 512),
         (16384, 602, 128), (2708, 1433, 64)]
QUICK_DENSE = [(16384, 64, 64), (16384, 256, 256)]


class Graphs:
    """Graphs by generate-graph, the same as those of kernel-benchmarks."""

    def __init__(self, tools: Path, folder: Path):
        self.tools, self.folder = tools, folder

    @lru_cache(maxsize=None)
    def read(self, name: str, nodes: int) -> tuple[Tensor, int]:
        """Edges, and how many nodes there are."""
        file = self.folder / f"{name}-{nodes}.safetensors"
        subprocess.run([self.tools / "generate-graph", name, f"--nodes={nodes}",
                        "--features=1", "-o", file], check=True,
                       stdout=subprocess.DEVNULL)
        data = read_data(file)
        return data.edge_index, data.x.shape[0]


def adjacency(edges: Tensor, nodes: int, dtype: torch.dtype) -> Tensor:
    """Rows are destinations; the edges are sorted by them."""
    pointers = torch.zeros(nodes + 1, dtype=dtype)
    pointers[1:] = torch.bincount(edges[1], minlength=nodes).cumsum(0)
    return torch.sparse_csr_tensor(pointers, edges[0].to(dtype),
                                   torch.ones(edges.shape[1]), (nodes, nodes))


def dgl_aggregate(edges: Tensor, nodes: int, x: Tensor, reduction: str):
    graph = dgl.graph((edges[0].int(), edges[1].int()), num_nodes=nodes)
    graph.create_formats_()
    reduce = getattr(dgl.ops, f"copy_u_{reduction}")
    return lambda: reduce(graph, x)


def onnx_sum(edges: Tensor, x: Tensor, threads: int) -> Callable[[], Tensor]:
    """Gather, then ScatterElements(add): what exported PyG models hold."""
    from onnx import TensorProto, helper

    expanded = edges[1].unsqueeze(1).expand(-1, x.shape[1]).contiguous()
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [helper.make_node("Gather", ["x", "source"], ["messages"]),
         helper.make_node("ScatterElements", ["zero", "destination", "messages"],
                          ["y"], axis=0, reduction="add")],
        "sum",
        [value("x", TensorProto.FLOAT, list(x.shape)),
         value("zero", TensorProto.FLOAT, list(x.shape)),
         value("source", TensorProto.INT64, [edges.shape[1]]),
         value("destination", TensorProto.INT64, list(expanded.shape))],
        [value("y", TensorProto.FLOAT, list(x.shape))])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)],
                              ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    inputs = {"x": x.numpy(), "zero": torch.zeros_like(x).numpy(),
              "source": edges[0].numpy(), "destination": expanded.numpy()}
    return lambda: torch.from_numpy(session.run(None, inputs)[0])


def aggregate_variants(edges: Tensor, nodes: int, x: Tensor, reduction: str,
                       threads: int) -> Variants:
    kinds = {"torch-csr-32": torch.int32, "torch-csr-64": torch.int64}
    if x.shape[1] > MAX_CHANNELS_64:
        del kinds["torch-csr-64"]
    for variant, dtype in kinds.items():
        matrix = adjacency(edges, nodes, dtype)
        yield variant, lambda m=matrix: spmm(m, x, reduction)
    if edges.shape[1] <= MAX_SCATTER_EDGES:
        yield "pyg-scatter", lambda: scatter(
            x.index_select(0, edges[0]), edges[1], 0, nodes, reduction)
    if dgl:
        yield "dgl", dgl_aggregate(edges, nodes, x, reduction)
    if onnxruntime and reduction == "sum" and edges.shape[1] <= MAX_ONNX_EDGES:
        yield "onnxruntime", onnx_sum(edges, x, threads)


def prepare_aggregate(graphs: Graphs, threads: int, reduction: str, name: str,
                      nodes: int, channels: int) -> Variants:
    edges, count = graphs.read(name, nodes)
    x = torch.rand(count, channels) * 2 - 1
    return aggregate_variants(edges, count, x, reduction, threads)


def prepare_dense(rows: int, inputs: int, outputs: int) -> Variants:
    x, weight = torch.rand(rows, inputs), torch.rand(outputs, inputs)
    yield "torch-linear", lambda: torch.nn.functional.linear(x, weight)


def problems(quick: bool, graphs: Graphs,
             threads: int) -> dict[str, Callable[[], Variants]]:
    """What prepares the variants of each problem, by its name."""
    found = {}
    for size in QUICK_AGGREGATES if quick else AGGREGATES:
        reduction, name, nodes, channels = size
        found[f"aggregate-{reduction}/{name}-{nodes}/F{channels}"] = (
            lambda size=size: prepare_aggregate(graphs, threads, *size))
    for size in QUICK_DENSE if quick else DENSE:
        rows, inputs, outputs = size
        found[f"dense/{rows}/{inputs}x{outputs}"] = (
            lambda size=size: prepare_dense(*size))
    return found


def expect_same(problem: str, variant: str, got: Tensor, expected: Tensor) -> None:
    # The maximum of no rows is 0 to PyG, and to DGL's own kernel what it starts from.
    got = got.masked_fill(got == -torch.inf, 0)
    error = (got - expected).abs().max() / expected.abs().max()
    if not error <= TOLERANCE:
        raise SystemExit(f"python_kernels: {problem}: {variant} differs by {error}")


def measure(problem: str, variants: Variants, arguments) -> list[dict]:
    results, expected = [], None
    for variant, run in variants:
        got = run()
        expected = got if expected is None else expected
        expect_same(problem, variant, got, expected)
        results.append({"problem": problem, "variant": variant,
                        "threads": arguments.threads,
                        "samples_s": sample(run, arguments.repeat)})
        print(f"{problem:38} {variant:14}", file=sys.stderr)
    return merged(results)


def versions() -> dict:
    known = {"torch": torch.__version__,
             "torch_geometric": torch_geometric.__version__}
    if dgl:
        known["dgl"] = dgl.__version__
    if onnxruntime:
        known["onnxruntime"] = onnxruntime.__version__
    return known


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", type=Path, metavar="DIR",
                        default=ROOT / "build/release/bin")
    parser.add_argument("--filter", metavar="REGEX", default="")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--list", action="store_true", help="names of problems")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    keep_freed_memory()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        known = problems(arguments.quick, Graphs(arguments.bin, Path(folder)),
                         arguments.threads)
        chosen = [name for name in known if re.search(arguments.filter, name)]
        if arguments.list:
            print("\n".join(chosen))
            return 0
        results = [result for name in chosen
                   for result in measure(name, known[name](), arguments)]
    if arguments.json:
        write_json({"versions": versions(), "results": results}, arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
