"""Asserts that long rows are shared on a GPU: right, and in few steps one after the other.

A row of n members takes about n / 256 + 256 steps of its threads, where one group of
threads alone would take n. Each step is a few accesses and branches, which is what the
emulator counts of the longest warp.
"""

import sys
import tempfile

import gpu_models as models

NODES = 30000
# A warp that had the hub for itself would make more steps than it has edges.
MOST_STEPS = NODES // 3
TOLERANCE = 1e-5


def cases():
    for kind in ("sum", "mean", "max", "min", "gcn", "weighted"):
        yield f"aggregate {kind}", "aggregate_", models.aggregate(kind, 5), 5
    yield "aggregate sum 33", "aggregate_", models.aggregate("sum", 33), 33
    for kind in ("sum", "mean", "max"):
        yield f"pool {kind}", "pool_", models.pool(kind, 5), 5
    for heads, width in ((1, 7), (3, 7), (1, 33), (3, 33)):
        yield f"attention {heads} x {width}", "attention_", models.attention(heads, width), heads * width


def main():
    good = True
    graph = models.star(NODES)
    with tempfile.TemporaryDirectory() as folder:
        for name, prefix, model, features in cases():
            difference, kernels = models.run(folder, model, graph, features)
            steps = max(counts["longest_warp"] for kernel, counts in kernels if kernel.startswith(prefix))
            right = difference <= TOLERANCE and steps <= MOST_STEPS
            print(f"{name}: longest warp {steps} steps, max_rel {difference:.1e} {'' if right else 'BAD'}")
            good &= right
    sys.exit(0 if good else f"error: expected at most {MOST_STEPS} steps and {TOLERANCE}")


main()
