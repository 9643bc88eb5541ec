#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Time and memory of a GCN layer from a million edges to a hundred million.

    benchmarks/scaling.py [--bin=build/release/bin] [--edges=1e6,1e7,1e8] [--check]

A layer of 32 channels on products-like graphs of 50 neighbours a node, by gnn-run. Time
should be linear in edges; memory is that of the process at its peak, which has read the
data file, against features, graph and one activation. --check exits 1 where a tenfold
graph takes more than 15 times as long: caches hold part of the smallest.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import ROOT

CHANNELS, DEGREE = 32, 50
MOST_GROWTH = 1.5  # of the seconds an edge, from one size to the next
MODEL = """
ml_program.global private @w(dense<0.1> : tensor<32x32xf32>) : tensor<32x32xf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w = ml_program.global_load_const @w : tensor<32x32xf32>
  %y = gnn.gcn_conv %g, %x, %w : (!gnn.graph, tensor<?x32xf32>, tensor<32x32xf32>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}
"""


def call(command: list) -> str:
    done = subprocess.run([str(part) for part in command], text=True,
                          stdout=subprocess.PIPE)
    if done.returncode != 0:
        raise SystemExit(f"scaling: {command[0]} failed ({done.returncode})")
    return done.stdout


def measure(arguments, edges: float, folder: Path) -> dict:
    data, model = folder / "graph.safetensors", folder / "layer.mlir"
    nodes = int(edges / DEGREE)
    described = call([arguments.bin / "generate-graph", "products", f"--nodes={nodes}",
                      f"--features={CHANNELS}", "-o", data])
    stored = int(described.split("nodes, ")[1].split()[0])
    model.write_text(MODEL)
    report = json.loads(call([arguments.bin / "gnn-run", model, f"--data={data}",
                              "--engine=jit", f"--threads={arguments.threads}",
                              f"--repeat={arguments.repeat}", "--json"]))
    data.unlink()
    needed = 2 * 4 * nodes * CHANNELS + 8 * (nodes + 1) + 4 * stored
    return {"nodes": nodes, "edges": stored, "ms": report["latency_ms"]["median"],
            "ns_per_edge": 1e6 * report["latency_ms"]["median"] / stored,
            "peak_bytes": report["peak_bytes"], "needed_bytes": needed}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", type=Path, default=ROOT / "build/release/bin")
    parser.add_argument("--edges", default="1e6,1e7,1e8")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    print("| nodes | stored edges | ms | ns an edge | peak MB | needed MB |\n"
          "|---|---|---|---|---|---|")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for edges in arguments.edges.split(","):
            row = measure(arguments, float(edges), Path(folder))
            print(f"| {row['nodes']:,} | {row['edges']:,} | {row['ms']:.2f} | "
                  f"{row['ns_per_edge']:.3f} | {row['peak_bytes'] / 1e6:.0f} | "
                  f"{row['needed_bytes'] / 1e6:.0f} |", flush=True)
            rows.append(row)
    grown = any(b["ns_per_edge"] > MOST_GROWTH * a["ns_per_edge"]
                for a, b in zip(rows, rows[1:]))
    return 1 if arguments.check and grown else 0


if __name__ == "__main__":
    sys.exit(main())
