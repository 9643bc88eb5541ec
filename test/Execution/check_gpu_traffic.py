"""Asserts what GPU kernels move against the least that they could move.

The least: of each row of features that an edge or a node needs, the sectors of 32 bytes
that it lies in, which begin where the row does; of indices and weights each byte once. A
node's row that many edges read counts for each of them: that caches keep it is no
merit of the kernel. Sectors are also compared with those that the bytes of each request
would fill without gaps, which the emulator counts.
"""

import sys
import tempfile

import gpu_models as models

SECTOR = 32
# The most sectors for each that is needed, by channels.
BARS = {16: 1.5, 17: 1.5, 33: 1.5, 64: 1.1, 128: 1.1, 256: 1.1}
KINDS = ["sum", "mean", "max", "gcn", "weighted"]
GRAPHS = [models.power_law(800, 6500), models.like_cora(800)]
TOLERANCE = 1e-5


def sectors(size):
    return -(-size // SECTOR)


def least_loads(graph, width, kind):
    """Sectors that an aggregation must read: rows, columns, row pointers; weights; one scale a row."""
    edges, nodes = len(graph.edges), graph.nodes
    needed = edges * sectors(4 * width) + sectors(4 * edges) + sectors(8 * (nodes + 1))
    return needed + {"weighted": sectors(4 * edges), "gcn": sectors(4 * nodes)}.get(kind, 0)


def measure(kernels, prefix):
    """Sectors of loads and stores of the kernels of an op, and of both the requests' own least."""
    total = {}
    for name, counts in kernels:
        if name.startswith(prefix):
            for kind in ("loads", "stores"):
                for what in ("sectors", "ideal_sectors"):
                    total[kind, what] = total.get((kind, what), 0) + counts[kind][what]
    return total


def check_aggregation(folder, graph, width, kind):
    difference, kernels = models.run(folder, models.aggregate(kind, width), graph, width)
    counted = measure(kernels, "aggregate_")
    moved = counted["loads", "sectors"] + counted["stores", "sectors"]
    least = least_loads(graph, width, kind) + graph.nodes * sectors(4 * width)
    packed = counted["loads", "ideal_sectors"] + counted["stores", "ideal_sectors"]
    good = difference <= TOLERANCE and moved <= BARS[width] * min(least, packed)
    print(f"{graph.name:9} {kind:8} {width:4}: {moved:7} sectors, {moved / least:.3f} of the least, "
          f"{moved / packed:.3f} of full sectors, max_rel {difference:.1e} {'' if good else 'BAD'}")
    # Fewer than the least would mean that the least is wrong.
    return good and moved >= 0.98 * least


def check_linear(folder, outputs, inputs):
    """Shared memory of the dense product: no bank is asked for more than two words at once."""
    model = models.function(models.linear("%x", "y", outputs, inputs), inputs, outputs,
                            models.weights("y", outputs, inputs, 5), arguments="")
    difference, kernels = models.run(folder, model, models.like_cora(300), inputs)
    ways = max(counts["shared"]["max_ways"] for _, counts in kernels)
    used = sum(counts["shared"]["requests"] for _, counts in kernels)
    good = difference <= TOLERANCE and ways <= 2
    print(f"linear {inputs} to {outputs}: {used} requests to shared memory, at most {ways} ways, "
          f"max_rel {difference:.1e} {'' if good else 'BAD'}")
    return good


def check_head_dot(folder, heads, width, bar):
    """Products with the vectors of heads: sectors against those that the bytes of requests would fill."""
    graph = models.like_cora(301)
    difference, kernels = models.run(folder, models.head_dot(heads, width), graph, heads * width)
    counted = measure(kernels, "head_dot_")
    ratio = counted["loads", "sectors"] / counted["loads", "ideal_sectors"]
    good = difference <= TOLERANCE and ratio <= bar
    print(f"head_dot {heads} x {width}: {counted['loads', 'sectors']} sectors loaded, {ratio:.3f} of full sectors, "
          f"max_rel {difference:.1e} {'' if good else 'BAD'}")
    return good


def main():
    with tempfile.TemporaryDirectory() as folder:
        results = [check_aggregation(folder, graph, width, kind)
                   for graph in GRAPHS for width in BARS for kind in KINDS]
        results += [check_linear(folder, outputs, inputs)
                    for outputs, inputs in ((7, 16), (16, 100), (33, 17), (64, 64), (128, 64), (256, 33))]
        # Where no power of two of threads has a head, one thread has it.
        results += [check_head_dot(folder, heads, width, bar)
                    for heads, width, bar in ((1, 7, 1.05), (1, 33, 1.05), (8, 8, 1.05), (4, 64, 1.05), (3, 8, 1.05),
                                              (17, 4, 1.05), (9, 64, 8), (3, 7, 8), (2, 256, 8), (3, 33, 8))]
    sys.exit(0 if all(results) else "error: expected every ratio within its bar")


main()
