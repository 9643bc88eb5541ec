#!/usr/bin/env python3
"""Calibrate trained models on their data; print what was seen, and what it took.

For each model `NAME_seed*` of the data folder: import, gnn-calibrate over all nodes,
and count the inputs of the last layer that are 0 at every node.

usage: calibrate_models.py DATA SPEC NAME GRAPH
"""

import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return done.stderr


def calibrate(spec, params, graph, model):
    """The number of channels that the last layer reads and that are 0 at every node."""
    run("gnn-import", f"--spec={spec}", f"--params={params}", "-o", model)
    table = run("gnn-opt", model, "--gnn-decompose-layers",
                f"--gnn-calibrate=data={graph} split=all", "--gnn-print-statistics",
                "-o", "/dev/null")
    return [(int(dead), int(channels)) for dead, channels in
            re.findall(r"(\d+) of (\d+) channels are 0", table)][-1]


def main(data, spec, name, graph):
    data = pathlib.Path(data)
    counts, seconds = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for params in sorted(data.glob(f"{name}_seed*.safetensors")):
            start = time.monotonic()
            counts.append(calibrate(spec, params, data / f"{graph}.safetensors",
                                    f"{scratch}/model.mlir"))
            seconds.append(time.monotonic() - start)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"{name}: {len(counts)} models, {sum(dead for dead, _ in counts)} of "
          f"{sum(channels for _, channels in counts)} channels are 0 at every node")
    print(f"slowest {max(seconds):.1f} s, peak {peak / 1e9:.2f} GB")
    if max(seconds) > 60 or peak > 4e9:
        raise SystemExit("expects less than a minute and less than 4 GB")


main(*sys.argv[1:])
