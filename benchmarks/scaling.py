#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Time and memory of a layer from a million edges to a hundred million.

    benchmarks/scaling.py [--bin=build/release/bin] [--edges=1e6,1e7,1e8] [--check]

Layers of 32 channels on products-like graphs of two million nodes, by gnn-run. Time
should be linear in edges. Nodes are the same for all sizes, so that no features fit a
cache: with --degree=50 nodes grow along, and an edge takes longer once they do not.
Memory is that of the process at its peak, reading the data file and all libraries
included, against what no program does without: features, graph and one activation.
SAGE's layer here has no weight of the root, whose product is an activation more. Beside
what is needed a process has code and compiler, some 130 MB, and GCN's layer two numbers
a node. --check exits 1 where an edge takes more than 1.2 times as long as with a tenth
of them, or a layer needs more than 1.2 times the memory on the largest.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import ROOT

CHANNELS, NODES = 32, 2_000_000
MOST_GROWTH = 1.2  # of the seconds an edge, from one size to the next
MOST_MEMORY = 1.2
LAYERS = {
    "sage": "sage_conv mean %g, %x, %w",
    "gcn": "gcn_conv %g, %x, %w",
}


def model(layer: str) -> str:
    return f"""
ml_program.global private @w(dense<0.1> : tensor<32x32xf32>) : tensor<32x32xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x32xf32>) -> tensor<?x32xf32> {{
  %w = ml_program.global_load_const @w : tensor<32x32xf32>
  %y = gnn.{LAYERS[layer]} : (!gnn.graph, tensor<?x32xf32>, tensor<32x32xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}}
"""


def call(command: list) -> str:
    done = subprocess.run([str(part) for part in command], text=True,
                          stdout=subprocess.PIPE)
    if done.returncode != 0:
        raise SystemExit(f"scaling: {command[0]} failed ({done.returncode})")
    return done.stdout


def generate(arguments, edges: float, file: Path) -> tuple[int, int]:
    """Nodes, and how many edges are stored."""
    nodes = int(edges / arguments.degree) if arguments.degree else NODES
    described = call([arguments.bin / "generate-graph", "products", f"--nodes={nodes}",
                      f"--degree={edges / nodes}", f"--features={CHANNELS}", "-o", file])
    return nodes, int(described.split("nodes, ")[1].split()[0])


def measure(arguments, layer: str, data: Path, nodes: int, stored: int) -> dict:
    file = data.with_name(f"{layer}.mlir")
    file.write_text(model(layer))
    report = json.loads(call([arguments.bin / "gnn-run", file, f"--data={data}",
                              "--engine=jit", f"--threads={arguments.threads}",
                              f"--repeat={arguments.repeat}", "--json"]))
    needed = 2 * 4 * nodes * CHANNELS + 8 * (nodes + 1) + 4 * stored
    return {"layer": layer, "nodes": nodes, "edges": stored,
            "ms": report["latency_ms"]["median"],
            "ns_per_edge": 1e6 * report["latency_ms"]["median"] / stored,
            "peak_bytes": report["peak_bytes"], "needed_bytes": needed,
            "memory": report["peak_bytes"] / needed}


def print_row(row: dict) -> None:
    print(f"| {row['layer']} | {row['nodes']:,} | {row['edges']:,} | {row['ms']:.2f} | "
          f"{row['ns_per_edge']:.3f} | {row['peak_bytes'] / 1e6:.0f} | "
          f"{row['needed_bytes'] / 1e6:.0f} | {row['memory']:.2f} |", flush=True)


def is_good(rows: list[dict]) -> bool:
    """Of one layer, the smallest graph first."""
    grown = any(b["ns_per_edge"] > MOST_GROWTH * a["ns_per_edge"]
                for a, b in zip(rows, rows[1:]))
    return not grown and rows[-1]["memory"] <= MOST_MEMORY


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/release/bin")
    parser.add_argument("--edges", default="1e6,1e7,1e8")
    parser.add_argument("--degree", type=float,
                        help="edges a node, instead of as many nodes for all sizes")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    print("| layer | nodes | stored edges | ms | ns an edge | peak MB | needed MB | "
          "memory |\n|---|---|---|---|---|---|---|---|")
    rows: dict[str, list[dict]] = {layer: [] for layer in LAYERS}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "graph.safetensors"
        for edges in arguments.edges.split(","):
            size = generate(arguments, float(edges), data)
            for layer in LAYERS:
                rows[layer].append(measure(arguments, layer, data, *size))
                print_row(rows[layer][-1])
    good = all(is_good(of_layer) for of_layer in rows.values())
    return 0 if good or not arguments.check else 1


if __name__ == "__main__":
    sys.exit(main())
