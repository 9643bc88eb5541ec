#!/usr/bin/env python3
"""Is the order that compiled code runs in the faster one?

usage: benchmarks/composition.py --bin=build/release/bin [--nodes=20000] [--degrees=4,16,64] [--widths=16,32,64,128,256]
                                 [--threads=2] [--repeat=20] [--json=FILE]

A layer y = D A D x w^T (GCN's) and one y = mean(x) w^T (SAGE's) for each pair of widths and each degree of a random
graph with some hubs, in both orders, forced, and as it is compiled without an option: the graph chooses the version at
run time. The three take turns, and the shortest run of each counts. A choice is right where the last is within 10 % of
the better order. Prints a line a case, with the order that the time model names for this graph, and two shares: of cases
where the compiled choice is right, and of those where the named order, as it was forced, is within 10 % of the other;
noise that the same code has from one process to the next shows in the first alone.
"""

import argparse
import itertools
import json
import pathlib
import random
import re
import struct
import subprocess
import tempfile
from array import array

LAYERS = {
    "gcn": """
  %l = gnn.add_self_loops %g : (!gnn.graph) -> !gnn.graph
  %c = gnn.gcn_norm %l : (!gnn.graph) -> tensor<?xf32>
  %z = gnn.linear %x, %w : (tensor<?xIxf32>, tensor<OxIxf32>) -> tensor<?xOxf32>
  %s = gnn.scale_rows %z, %c : (tensor<?xOxf32>, tensor<?xf32>) -> tensor<?xOxf32>
  %a = gnn.aggregate sum %l, %s : (!gnn.graph, tensor<?xOxf32>) -> tensor<?xOxf32>
  %y = gnn.scale_rows %a, %c : (tensor<?xOxf32>, tensor<?xf32>) -> tensor<?xOxf32>""",
    "sage": """
  %a = gnn.aggregate mean %g, %x : (!gnn.graph, tensor<?xIxf32>) -> tensor<?xIxf32>
  %y = gnn.linear %a, %w : (tensor<?xIxf32>, tensor<OxIxf32>) -> tensor<?xOxf32>""",
}
ORDERS = ("multiply-first", "aggregate-first")
CHOICE = re.compile(r"composition .*, so (\S+)")


def write_safetensors(path, tensors):
    """tensors: name -> (dtype, shape, bytes)."""
    header, offset = {}, 0
    for name, (dtype, shape, data) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, _, data in tensors.values():
            file.write(data)


def write_graph(path, nodes, degree, width, seed=0):
    """Sources are drawn with a preference for low numbers: hubs."""
    draw = random.Random(seed)
    edges = nodes * degree
    sources = array("q", (int(nodes * draw.random() ** 2) for _ in range(edges)))
    targets = array("q", (draw.randrange(nodes) for _ in range(edges)))
    x = array("f", (draw.gauss(0, 1) for _ in range(nodes * width)))
    write_safetensors(path, {"x": ("F32", [nodes, width], x.tobytes()),
                             "edge_index": ("I64", [2, edges], sources.tobytes() + targets.tobytes())})


def write_model(path, layer, inputs, outputs):
    weight = ", ".join("[" + ", ".join(f"{((i * 7 + o * 13) % 17 - 8) / 64:.6f}" for i in range(inputs)) + "]"
                       for o in range(outputs))
    text = f"""ml_program.global private @w(dense<[{weight}]> : tensor<OxIxf32>) : tensor<OxIxf32>
func.func @forward(%g: !gnn.graph, %x: tensor<?xIxf32>) -> tensor<?xOxf32> {{
  %w = ml_program.global_load_const @w : tensor<OxIxf32>{LAYERS[layer]}
  return %y : tensor<?xOxf32>
}}
"""
    path.write_text(text.replace("xIx", f"x{inputs}x").replace("xOx", f"x{outputs}x").replace("<Ox", f"<{outputs}x"))


def call(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def measure(options, model, data):
    return json.loads(call(options.bin / "gnn-run", model, f"--data={data}", f"--threads={options.threads}",
                           f"--repeat={options.repeat}", "--json"))["latency_ms"]["min"]


def compare(options, folder, layer, inputs, outputs, data):
    """Milliseconds of each order and of `auto`, the least of three turns, and the model's order."""
    model = folder / "model.mlir"
    write_model(model, layer, inputs, outputs)
    forms = {}
    for order in ORDERS:
        forms[order] = folder / f"{order}.mlir"
        call(options.bin / "gnn-opt", model, f"--gnn-reorder-aggregation=order={order}", "-o", forms[order])
    forms["auto"] = model
    times = dict.fromkeys(forms, float("inf"))
    for order, form in list(forms.items()) * 3:
        times[order] = min(times[order], measure(options, form, data))
    return times, choose(options, model, data)


def choose(options, model, data):
    """The order that the time model predicts to be the faster on this graph."""
    costs = subprocess.run([str(options.bin / "gnn-opt"), str(model), "-o", "/dev/null",
                            f"--gnn-print-cost=data={data} threads={options.threads}"],
                           check=True, capture_output=True, text=True).stderr
    return CHOICE.search(costs).group(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--nodes", type=int, default=20000)
    parser.add_argument("--degrees", default="4,16,64")
    parser.add_argument("--widths", default="16,32,64,128,256")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    widths = [int(width) for width in options.widths.split(",")]
    cases = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for degree, inputs in itertools.product(map(int, options.degrees.split(",")), widths):
            data = folder / "graph.safetensors"
            write_graph(data, options.nodes, degree, inputs)
            for layer, outputs in itertools.product(LAYERS, widths):
                times, chosen = compare(options, folder, layer, inputs, outputs, data)
                best = min(times[order] for order in ORDERS)
                loss, named = times["auto"] / best, times[chosen] / best
                cases.append({"layer": layer, "inputs": inputs, "outputs": outputs, "degree": degree, "ms": times,
                              "chosen": chosen, "loss": loss, "loss_of_chosen": named})
                print(f"{layer:5} {inputs:4} -> {outputs:4}  degree {degree:3}  "
                      f"{times[ORDERS[0]]:8.3f} {times[ORDERS[1]]:8.3f} auto {times['auto']:8.3f} ms  {chosen:15} {named:.2f} {loss:.2f}",
                      flush=True)
    for key, what in (("loss", "compiled"), ("loss_of_chosen", "named")):
        right = sum(case[key] <= 1.1 for case in cases)
        print(f"{what} within 10 % of the better order: {right} of {len(cases)}")
    if options.json:
        options.json.write_text(json.dumps(cases, indent=1))


if __name__ == "__main__":
    main()
