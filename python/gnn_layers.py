# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The layers of a model spec as modules of PyTorch Geometric: OPS has one a name."""

from typing import Callable, NamedTuple

import torch
import torch_geometric.nn as pyg
from torch import Tensor


class Add(torch.nn.Module):
    """Sum of two or more inputs of one shape (a residual connection)."""

    def forward(self, *inputs: Tensor) -> Tensor:
        return sum(inputs[1:], inputs[0])


class Concat(torch.nn.Module):
    """Channel-wise concatenation, in the order of `input`."""

    def forward(self, *inputs: Tensor) -> Tensor:
        return torch.cat(inputs, dim=-1)


class JumpingKnowledge(pyg.JumpingKnowledge):
    """PyG's, with the layers as arguments instead of a list."""

    def forward(self, *inputs: Tensor) -> Tensor:
        return super().forward(list(inputs))


class Pool(torch.nn.Module):
    """A readout: one row a graph."""

    def __init__(self, function: Callable):
        super().__init__()
        self.function = function

    def forward(self, x: Tensor, batch: Tensor, num_graphs: int) -> Tensor:
        return self.function(x, batch, num_graphs)


class NormalizeFeatures(torch.nn.Module):
    """torch_geometric.transforms.NormalizeFeatures, for CSR features too.

    PyG transforms the graphs of a set before it joins them: one by one.
    """

    def forward(self, x: Tensor, batch: Tensor | None = None,
                num_graphs: int = 1) -> Tensor:
        if x.layout == torch.sparse_csr:
            return self._normalize_csr(x)
        if batch is None:
            return self._normalize(x)
        return torch.cat([self._normalize(x[batch == graph])
                          for graph in range(num_graphs)])

    @staticmethod
    def _normalize(x: Tensor) -> Tensor:
        if x.numel() == 0:
            return x
        x = x - x.min()
        return x / x.sum(dim=-1, keepdim=True).clamp(min=1.0)

    def _normalize_csr(self, x: Tensor) -> Tensor:
        values, rows = x.values(), x.size(0)
        has_implicit_zero = values.numel() < x.numel()
        if values.numel() == 0:
            return x
        if values.min() < 0 or (values.min() > 0 and not has_implicit_zero):
            return self.forward(x.to_dense())
        row_of = torch.arange(rows).repeat_interleave(x.crow_indices().diff())
        sums = values.new_zeros(rows).index_add_(0, row_of, values)
        return torch.sparse_csr_tensor(
            x.crow_indices(),
            x.col_indices(),
            values / sums.clamp(min=1.0)[row_of],
            size=x.shape,
        )


class Built(NamedTuple):
    """A module, the width of its result, and what it takes besides inputs."""

    module: torch.nn.Module
    channels: int
    needs: str = ""  # "", "edges", "graphs" (batch and count) or "batch"


def _keywords(layer: dict, **allowed) -> dict:
    """The layer's PyG keywords; an unknown one is an error, as in PyG."""
    given = {k: v for k, v in layer.items() if k not in ("op", "name", "input")}
    unknown = sorted(set(given) - set(allowed))
    if unknown:
        raise ValueError(f"{layer['op']} has no keyword {unknown[0]!r}")
    return {**{k: v for k, v in allowed.items() if v is not ...}, **given}


def _gcn(layer: dict, width: int) -> Built:
    kw = _keywords(layer, out_channels=..., improved=..., cached=...,
                   add_self_loops=..., normalize=..., bias=...)
    return Built(pyg.GCNConv(width, **kw), kw["out_channels"], "edges")


def _sage(layer: dict, width: int) -> Built:
    kw = _keywords(layer, out_channels=..., aggr=..., normalize=...,
                   root_weight=..., bias=...)
    return Built(pyg.SAGEConv(width, **kw), kw["out_channels"], "edges")


def _gat(layer: dict, width: int) -> Built:
    kw = _keywords(layer, out_channels=..., heads=1, concat=True,
                   negative_slope=..., dropout=..., add_self_loops=...,
                   bias=...)
    channels = kw["out_channels"] * (kw["heads"] if kw["concat"] else 1)
    return Built(pyg.GATConv(width, **kw), channels, "edges")


def _gin(layer: dict, width: int) -> Built:
    kw = _keywords(layer, nn=..., eps=..., train_eps=...)
    parts = []
    for part in kw.pop("nn"):
        built = OPS[part["op"]](part, width)
        if built.needs:
            raise ValueError(f"{part['op']} cannot stand in a GINConv's nn")
        # A Sequential of a PyG user holds torch's BatchNorm1d.
        module = getattr(built.module, "module", built.module)
        parts.append(module)
        width = built.channels
    conv = pyg.GINConv(torch.nn.Sequential(*parts), **kw)
    return Built(conv, width, "edges")


def _linear(layer: dict, width: int) -> Built:
    kw = _keywords(layer, out_channels=..., bias=...)
    return Built(pyg.Linear(width, **kw), kw["out_channels"])


def _batch_norm(layer: dict, width: int) -> Built:
    kw = _keywords(layer, eps=..., momentum=..., affine=...)
    return Built(pyg.BatchNorm(width, **kw), width)


def _layer_norm(layer: dict, width: int) -> Built:
    kw = _keywords(layer, eps=..., affine=..., mode="graph")
    needs = "batch" if kw["mode"] == "graph" else ""
    return Built(pyg.LayerNorm(width, **kw), width, needs)


def _normalize_features(layer: dict, width: int) -> Built:
    _keywords(layer)
    return Built(NormalizeFeatures(), width, "batch")


def _pool(function: Callable) -> Callable[[dict, int], Built]:
    def build(layer: dict, width: int) -> Built:
        _keywords(layer)
        return Built(Pool(function), width, "graphs")

    return build


def _plain(make: Callable, **allowed) -> Callable[[dict, int], Built]:
    def build(layer: dict, width: int) -> Built:
        return Built(make(**_keywords(layer, **allowed)), width)

    return build


OPS: dict[str, Callable[[dict, int], Built]] = {
    "GCNConv": _gcn,
    "SAGEConv": _sage,
    "GATConv": _gat,
    "GINConv": _gin,
    "Linear": _linear,
    "BatchNorm": _batch_norm,
    "LayerNorm": _layer_norm,
    "Add": _plain(Add),
    "Concat": _plain(Concat),
    "JumpingKnowledge": _plain(JumpingKnowledge, mode=..., channels=...,
                               num_layers=...),
    "NormalizeFeatures": _normalize_features,
    "Dropout": _plain(torch.nn.Dropout, p=...),
    "ReLU": _plain(torch.nn.ReLU),
    "LeakyReLU": _plain(torch.nn.LeakyReLU, negative_slope=...),
    "ELU": _plain(torch.nn.ELU, alpha=...),
    "GELU": _plain(torch.nn.GELU),
    "Sigmoid": _plain(torch.nn.Sigmoid),
    "Tanh": _plain(torch.nn.Tanh),
    "LogSoftmax": _plain(lambda: torch.nn.LogSoftmax(dim=-1)),
    "global_add_pool": _pool(pyg.global_add_pool),
    "global_mean_pool": _pool(pyg.global_mean_pool),
    "global_max_pool": _pool(pyg.global_max_pool),
}
