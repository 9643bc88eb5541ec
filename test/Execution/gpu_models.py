"""Graphs and one-op models for the tests of GPU kernels, and what gnn-run says of them."""

import json
import pathlib
import random
import struct
import subprocess
import sys


def call(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout


def write_safetensors(path, tensors):
    """tensors: name -> (dtype, format of struct, shape, values)."""
    header, content = {}, b""
    for name, (dtype, code, shape, values) in tensors.items():
        packed = struct.pack(f"<{len(values)}{code}", *values)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(content), len(content) + len(packed)]}
        content += packed
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + content)


class Graph:
    """Edges by destination."""

    def __init__(self, name, nodes, edges):
        self.name, self.nodes = name, nodes
        self.edges = sorted(edges, key=lambda edge: edge[1])

    def write(self, path, features, seed=0):
        draw = random.Random(seed)
        x = [draw.gauss(0, 1) for _ in range(self.nodes * features)]
        ends = [edge[0] for edge in self.edges] + [edge[1] for edge in self.edges]
        write_safetensors(path, {"x": ("F32", "f", [self.nodes, features], x),
                                 "edge_index": ("I64", "q", [2, len(self.edges)], ends)})


def power_law(nodes, edges, seed=1):
    """Degrees from hubs of a fifth of the nodes to the isolated: the last tenth has no edge."""
    draw = random.Random(seed)
    connected = nodes * 9 // 10
    skewed = lambda: min(int(connected * draw.random() ** 4), connected - 1)
    return Graph("power law", nodes, [(draw.randrange(connected), skewed()) for _ in range(edges)])


def like_cora(nodes, seed=2):
    """Four neighbours a node on average, from one to some."""
    draw = random.Random(seed)
    degree = lambda: min(1 + int(draw.expovariate(1 / 2.4)), 60)
    return Graph("like Cora", nodes, [(draw.randrange(nodes), node) for node in range(nodes) for _ in range(degree())])


def star(nodes):
    """All nodes send to node 1, which sends to the first 100; node 0 and most others receive nothing."""
    return Graph("star", nodes, [(node, 1) for node in range(nodes)] + [(1, node) for node in range(2, 102)])


def stairs():
    """Rows of all lengths about those at which they are cut, with loops among their edges."""
    degrees = [0, 1, 3, 255, 256, 257, 0, 0, 511, 512, 513, 514, 767, 768, 769, 1024, 1025, 2, 1300, 0]
    edges = [((7 * k + row) % len(degrees) if k % 5 else row, row) for row, degree in enumerate(degrees)
             for k in range(degree)]
    return Graph("stairs", len(degrees), edges)


def weights(name, outputs, inputs, seed):
    draw = random.Random(seed)
    rows = ", ".join("[" + ", ".join(f"{draw.gauss(0, inputs ** -0.5):.4f}" for _ in range(inputs)) + "]"
                     for _ in range(outputs))
    return (f"ml_program.global private @{name}(dense<[{rows}]> : tensor<{outputs}x{inputs}xf32>)"
            f" : tensor<{outputs}x{inputs}xf32>\n")


def linear(value, name, outputs, inputs):
    return (f"  %{name}.w = ml_program.global_load_const @{name} : tensor<{outputs}x{inputs}xf32>\n"
            f"  %{name} = gnn.linear {value}, %{name}.w : (tensor<?x{inputs}xf32>, tensor<{outputs}x{inputs}xf32>)"
            f" -> tensor<?x{outputs}xf32>\n")


def function(body, inputs, outputs, globals_="", arguments="%g: !gnn.graph, "):
    return (f"{globals_}func.func @forward({arguments}%x: tensor<?x{inputs}xf32>) -> tensor<?x{outputs}xf32> {{\n"
            f"{body}  return %y : tensor<?x{outputs}xf32>\n}}\n")


def aggregate(kind, width):
    """kind: sum, mean, max, min; gcn: a sum scaled on both sides; weighted: by a value for each edge."""
    rows, scalars = f"tensor<?x{width}xf32>", "tensor<?xf32>"
    reduce = lambda kind, x, y: f"  %{y} = gnn.aggregate {kind} %g, %{x} : (!gnn.graph, {rows}) -> {rows}\n"
    if kind == "gcn":
        scale = lambda x, y: f"  %{y} = gnn.scale_rows %{x}, %c : ({rows}, {scalars}) -> {rows}\n"
        body = f"  %c = gnn.gcn_norm %g : (!gnn.graph) -> {scalars}\n"
        return function(body + scale("x", "s") + reduce("sum", "s", "a") + scale("a", "y"), width, width)
    if kind != "weighted":
        return function(reduce(kind, "x", "y"), width, width)
    edge = "tensor<?x1xf32>"
    body = (linear("%x", "s", 1, width) + linear("%x", "t", 1, width) +
            f"  %e = gnn.edge_add %g, %s, %t : (!gnn.graph, {edge}, {edge}) -> {edge}\n"
            f"  %y = gnn.aggregate sum %g, %x weights %e : (!gnn.graph, {rows}, {edge}) -> {rows}\n")
    return function(body, width, width, weights("s", 1, width, 3) + weights("t", 1, width, 4))


def self_loops(width):
    """A sum over the neighbours and the node itself."""
    rows = f"tensor<?x{width}xf32>"
    return function("  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph\n"
                    f"  %y = gnn.aggregate sum %l, %x : (!gnn.graph, {rows}) -> {rows}\n", width, width)


def missing_loops(width):
    """The same normalised as a GCN's, without a second graph."""
    rows, scalars = f"tensor<?x{width}xf32>", "tensor<?xf32>"
    return function(f"  %m = gnn.missing_self_loops %g : (!gnn.graph) -> {scalars}\n"
                    f"  %c = gnn.gcn_norm %g missing %m : (!gnn.graph, {scalars}) -> {scalars}\n"
                    f"  %s = gnn.scale_rows %x, %c : ({rows}, {scalars}) -> {rows}\n"
                    f"  %a = gnn.aggregate sum %g, %s : (!gnn.graph, {rows}) -> {rows}\n"
                    f"  %y = gnn.add_scaled_rows %a, %s, %m : ({rows}, {rows}, {scalars}) -> {rows}\n", width, width)


def attention(heads, width):
    channels = heads * width
    rows, scores = f"tensor<?x{channels}xf32>", f"tensor<?x{heads}xf32>"
    body = (linear("%x", "s", heads, channels) + linear("%x", "t", heads, channels) +
            "  %y = gnn.attention %g, %x, %s, %t {negative_slope = 2.000000e-01 : f64}"
            f" : (!gnn.graph, {rows}, {scores}, {scores}) -> {rows}\n")
    return function(body, channels, channels, weights("s", heads, channels, 3) + weights("t", heads, channels, 4))


def head_dot(heads, width):
    """The product of each head with a vector."""
    channels, vector = heads * width, f"tensor<1x{heads}x{width}xf32>"
    draw = random.Random(6)
    rows = ", ".join("[" + ", ".join(f"{draw.gauss(0, 1):.4f}" for _ in range(width)) + "]" for _ in range(heads))
    return function(f"  %a = ml_program.global_load_const @a : {vector}\n"
                    f"  %y = gnn.head_dot %x, %a : (tensor<?x{channels}xf32>, {vector}) -> tensor<?x{heads}xf32>\n",
                    channels, heads, f"ml_program.global private @a(dense<[[{rows}]]> : {vector}) : {vector}\n", "")


def pool(kind, width):
    rows = f"tensor<?x{width}xf32>"
    return function(f"  %y = gnn.pool {kind} %x, %p : ({rows}, tensor<?xi64>) -> {rows}\n", width, width,
                    arguments="%p: tensor<?xi64>, ")


def run(folder, model, graph, features):
    """Runs a model on the emulated GPU; returns its difference from the interpreter, relative to the largest
    result, and the counts of its kernels in the order of their launch."""
    folder = pathlib.Path(folder)
    source, data, expected = folder / "model.mlir", folder / "data.safetensors", folder / "expected.safetensors"
    source.write_text(model)
    graph.write(data, features)
    call("gnn-run", source, f"--data={data}", "--engine=reference", f"--output={expected}")
    report = json.loads(call("gnn-run", source, f"--data={data}", "--engine=gpu-emulated", "--gpu-counts",
                             f"--compare={expected}", "--json"))
    kernels = sorted(report["kernels"].items(), key=lambda item: int(item[0].rpartition("_")[2]))
    return report["compare"]["max_rel"], kernels
