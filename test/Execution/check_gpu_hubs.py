"""Asserts that long rows are shared on a GPU: right, and in few steps one after the other.

A row of n members takes about n / 256 + 256 steps of its threads, where one group of
threads alone would take n. Each step is a few accesses and branches, which is what the
emulator counts of the longest warp.
"""

import math
import sys
import tempfile

import gpu_models as models

NODES = 12000
# A warp that had the hub for itself would make more than half as many steps as it has edges.
MOST_STEPS = NODES // 3
TOLERANCE = 1e-5


def cases():
    for kind in ("sum", "mean", "max", "min", "gcn", "weighted"):
        yield f"aggregate {kind}", "aggregate_", models.aggregate(kind, 5), 5
    yield "aggregate sum 33", "aggregate_", models.aggregate("sum", 33), 33
    yield "self loops", "add_self_loops_", models.self_loops(5), 5
    yield "missing loops", "missing_self_loops_", models.missing_loops(5), 5
    for kind in ("sum", "mean", "max"):
        yield f"pool {kind}", "pool_", models.pool(kind, 5), 5
    for heads, width in ((1, 7), (3, 7), (1, 33), (3, 33)):
        yield f"attention {heads} x {width}", "attention_", models.attention(heads, width), heads * width


def check(folder, graph, most_steps, name, prefix, model, features):
    difference, kernels = models.run(folder, model, graph, features)
    steps = max(counts["longest_warp"] for kernel, counts in kernels if kernel.startswith(prefix))
    good = difference <= TOLERANCE and steps <= most_steps
    print(f"{graph.name}, {name}: longest warp {steps} steps, max_rel {difference:.1e} {'' if good else 'BAD'}")
    return good


def main():
    with tempfile.TemporaryDirectory() as folder:
        results = [check(folder, models.star(NODES), MOST_STEPS, *case) for case in cases()]
        # Rows too short for their steps to say anything, but cut at every kind of place.
        results += [check(folder, models.stairs(), math.inf, *case) for case in cases()]
    sys.exit(0 if all(results) else f"error: expected at most {MOST_STEPS} steps for the star, and {TOLERANCE}")


main()
