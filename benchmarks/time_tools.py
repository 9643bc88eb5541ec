#!/usr/bin/env python3
"""How long the tools take: start-up, and Cora's GCN from spec to object file.

usage: benchmarks/time_tools.py --bin=build/release/bin [--data=DIR] [--repeat=20]
"""

import pathlib
import statistics
import subprocess
import tempfile
import time

from model_options import ROOT, make_parser


def measure(commands, repeat):
    """Wall-clock seconds of running the commands one after the other."""
    samples = []
    for _ in range(repeat):
        begin = time.perf_counter()
        for command in commands:
            subprocess.run([str(part) for part in command], check=True,
                           stdout=subprocess.DEVNULL)
        samples.append(time.perf_counter() - begin)
    return samples


def report(name, samples):
    print(f"{name:34} median {statistics.median(samples):.3f} s "
          f"(min {min(samples):.3f}, max {max(samples):.3f}, {len(samples)} runs)")


def main():
    parser = make_parser(__doc__)
    parser.add_argument("--repeat", type=int, default=20)
    arguments = parser.parse_args()

    tools = arguments.bin
    report("gnn-opt --version", measure([[tools / "gnn-opt", "--version"]], arguments.repeat))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        chain = [
            [tools / "gnn-import", f"--spec={ROOT / 'examples/specs/gcn_cora.json'}",
             f"--params={arguments.data / 'gcn_cora.safetensors'}",
             "--sparse-features", "-o", folder / "gcn.mlirbc"],
            [tools / "gnn-opt", folder / "gcn.mlirbc",
             "--gnn-prune-channels=criterion=l2 ratio=0.25",
             "--gnn-prune-weights=criterion=magnitude sparsity=0.5",
             "--gnn-decompose-layers", "--gnn-eliminate-dead-neurons",
             "--emit-bytecode", "-o", folder / "small.mlirbc"],
            [tools / "gnn-compile", folder / "small.mlirbc", "-o", folder / "gcn.o",
             f"--header={folder / 'gcn.h'}"],
        ]
        report("import, prune, eliminate, compile", measure(chain, arguments.repeat))


if __name__ == "__main__":
    main()
