#!/usr/bin/env python3
"""Packs a model for a machine that has a GPU and a C compiler, and nothing of ours.

usage: benchmarks/gpu_device.py --bin=build/release/bin --data=FILE.safetensors
         [--target=sm_90] [--kernels=isa] [--matmul=f32|tf32|bf16] -o FOLDER MODEL.mlir

FOLDER then holds the compiled model (host code and PTX), the runtime's source, the data,
the interpreter's logits, and a program that compares. Copy it there and run

    make && ./run 100

which prints the time of the first call, of 100 more (copies included) and the largest
difference, and exits with 1 where that is above 1e-5 of the largest logit. Where factors
of products are rounded (--matmul), the emulator's logits are what is expected, to within
1e-3 for tf32 and 1e-2 for bf16: what differs in the last place may round the other way in
the next layer. Without a GPU, --kernels=llvm and GNN_CUDA_DRIVER=build/release/lib/libgnn_emulated_cuda.so run
the same program.
"""

import argparse
import array
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUNTIME = ["CUDADriver.cpp", "Device.cpp", "Device.h", "GPURuntime.cpp", "Session.cpp", "Session.h"]
# The largest difference that counts as agreement.
TOLERANCES = {"f32": 1e-5, "tf32": 1e-3, "bf16": 1e-2}
CODES = {"F64": "d", "F32": "f", "I64": "q", "I32": "i"}


def call(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(map(str, command))}\n{done.stderr}")


class Tensors:
    """A safetensors file: names, shapes and flat arrays."""

    def __init__(self, path):
        with open(path, "rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            self.header = json.loads(file.read(length))
            self.bytes = file.read()

    def __contains__(self, name):
        return name in self.header

    def get(self, name):
        entry = self.header[name]
        begin, end = entry["data_offsets"]
        values = array.array(CODES[entry["dtype"]])
        values.frombytes(self.bytes[begin:end])
        return entry["shape"], values


def write_tensors(path, tensors):
    """tensors: name -> (shape, array)."""
    names = {code: name for name, code in CODES.items()}
    header, offset = {}, 0
    for name, (shape, values) in tensors.items():
        size = len(values) * values.itemsize
        header[name] = {"dtype": names[values.typecode], "shape": list(shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, values in tensors.values():
            values.tofile(file)


def group_by_destination(edges, nodes):
    """Row pointers and sources of `edges`, all sources and then all destinations."""
    count = len(edges) // 2
    row_ptr = array.array("q", bytes(8 * (nodes + 1)))
    for e in range(count, 2 * count):
        row_ptr[edges[e] + 1] += 1
    for i in range(nodes):
        row_ptr[i + 1] += row_ptr[i]
    place, col_idx = array.array("q", row_ptr), array.array("i", bytes(4 * count))
    for e in range(count):
        destination = edges[count + e]
        col_idx[place[destination]] = edges[e]
        place[destination] += 1
    return row_ptr, col_idx


def collect(data, logits):
    """What the model reads, under the names of its C arguments, and what it must give."""
    sparse = "x_indptr" in data
    nodes = data.get("x_indptr")[0][0] - 1 if sparse else data.get("x")[0][0]
    row_ptr, col_idx = group_by_destination(data.get("edge_index")[1], nodes)
    tensors = {"row_ptr": ([nodes + 1], row_ptr), "col_idx": ([len(col_idx)], col_idx)}
    for name in ["x_indptr", "x_indices", "x_values"] if sparse else ["x"]:
        tensors[name] = data.get(name)
    if "graph_ptr" in data:
        tensors["graph_ptr"] = data.get("graph_ptr")
    shape, values = logits.get("logits")
    tensors["expected"] = (shape, array.array("d", values))
    return tensors


# Sizes that the C function takes, from the shapes of tensors.
SIZES = {"num_nodes": "inputs->row_ptr.columns - 1", "num_edges": "inputs->col_idx.columns",
         "num_graphs": "inputs->graph_ptr.columns - 1", "x_stride": "inputs->x.columns", "out": "out"}


def write_call(path, header, tensors, tolerance):
    """call.h: the inputs of this model, and its call, from the prototype in its header."""
    prototype = re.search(r"^int32_t (\w+)\(int64_t num_nodes,(.*?)\);", header, re.S | re.M)
    names = ["num_nodes"] + re.findall(r"(\w+)(?:,|$)", prototype.group(2))
    classes = tensors["expected"][0][1]
    inputs = [name for name in names if name in tensors]
    find = " ||\n         ".join(
        f'tensor_file_find(file, "{name}", {tensors[name][1].itemsize}, &inputs->{name})' for name in inputs)
    arguments = ", ".join(
        f"inputs->{name}.data" if name in inputs else str(classes) if name == "out_stride" else SIZES[name]
        for name in names)
    path.write_text(f"""/* Made by gpu_device.py. */
#include "model.h"
#include "tensors.h"

/* Relative to the largest expected value. */
static const double tolerance = {tolerance};

struct inputs {{
  struct tensor {", ".join(inputs)};
}};

static int find_inputs(const struct tensor_file *file, struct inputs *inputs) {{
  return {find};
}}

static int32_t call_model(const struct inputs *inputs, float *out) {{
  return {prototype.group(1)}({arguments});
}}
""")


def expected_logits(arguments):
    engine = "reference" if arguments.matmul == "f32" else "gpu-emulated"
    with tempfile.TemporaryDirectory() as scratch:
        logits = pathlib.Path(scratch) / "logits.safetensors"
        call(arguments.bin / "gnn-run", arguments.model, f"--data={arguments.data}", f"--engine={engine}",
             f"--matmul={arguments.matmul}", f"--output={logits}")
        return Tensors(logits)


def copy_sources(folder):
    headers = folder / "gnn-opt" / "Runtime"
    headers.mkdir(parents=True, exist_ok=True)
    for header in (ROOT / "include/gnn-opt/Runtime").glob("*.h"):
        shutil.copy(header, headers)
    for source in [*(ROOT / "lib/Runtime/GPU" / name for name in RUNTIME), ROOT / "examples/c/tensors.c",
                   ROOT / "examples/c/tensors.h", *(ROOT / "benchmarks/gpu_device").iterdir()]:
        shutil.copy(source, folder)


def pack(arguments):
    folder = arguments.output
    folder.mkdir(parents=True, exist_ok=True)
    data = Tensors(arguments.data)
    storage = ["--sparse-features"] if "x_indptr" in data else []
    call(arguments.bin / "gnn-compile", arguments.model, "--emit=obj", f"--target={arguments.target}",
         f"--kernels={arguments.kernels}", f"--matmul={arguments.matmul}", *storage,
         "-o", folder / "model.o", f"--header={folder / 'model.h'}")
    tensors = collect(data, expected_logits(arguments))
    write_tensors(folder / "data.safetensors", tensors)
    write_call(folder / "call.h", (folder / "model.h").read_text(), tensors, TOLERANCES[arguments.matmul])
    copy_sources(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--target", default="sm_90")
    parser.add_argument("--kernels", default="isa", choices=["isa", "bin", "fatbin", "llvm"])
    parser.add_argument("--matmul", default="f32", choices=list(TOLERANCES))
    parser.add_argument("-o", dest="output", type=pathlib.Path, required=True)
    parser.add_argument("model", type=pathlib.Path)
    pack(parser.parse_args())


main()
