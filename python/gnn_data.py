# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads the safetensors data files that gnn-run reads, and writes such files."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor


@dataclass
class GraphData:
    """One graph, or a set of graphs numbered by `batch`."""

    x: Tensor  # [N, F] float32, dense or sparse CSR
    edge_index: Tensor  # [2, E] int64, source and destination
    batch: Tensor | None  # [N] int64
    num_graphs: int
    tensors: dict[str, Tensor]  # everything in the file
    metadata: dict[str, str]


def _csr_features(tensors: dict, metadata: dict) -> Tensor:
    rows, columns = (int(n) for n in metadata["x_shape"].split(","))
    # int32 indices, so that torch may use MKL without a conversion.
    return torch.sparse_csr_tensor(
        tensors["x_indptr"].int(),
        tensors["x_indices"].int(),
        tensors["x_values"],
        size=(rows, columns),
    )


def read_data(path) -> GraphData:
    with safe_open(path, framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        metadata = file.metadata() or {}
    x = tensors["x"] if "x" in tensors else _csr_features(tensors, metadata)
    batch, num_graphs = None, 1
    if "graph_ptr" in tensors:
        sizes = tensors["graph_ptr"].diff()
        num_graphs = sizes.numel()
        batch = torch.arange(num_graphs).repeat_interleave(sizes)
    return GraphData(x, tensors["edge_index"], batch, num_graphs, tensors,
                     metadata)


def save_sorted(tensors: dict[str, Tensor], path, metadata: dict) -> None:
    """safetensors.torch.save_file, but the same bytes every time.

    The library writes metadata in the order of a hash map, which differs from
    run to run; committed files should change only when their content does.
    """
    content = save({k: v.contiguous() for k, v in tensors.items()}, metadata)
    size = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + size])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)  # tensors begin at a multiple of 8
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text
                           + content[8 + size:])
