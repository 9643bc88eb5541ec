# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The forms in which PyG runs a full-graph forward on a CPU.

PyG takes the edges of a graph as an index tensor, an EdgeIndex, a torch CSR
adjacency or a torch_sparse.SparseTensor, the features dense or as torch CSR, and
the model as it is or through torch.compile. Which one is fast depends on the
layer. What a user can do once a graph is done beforehand here, outside the timed
region: normalising the adjacency, adding self loops, sorting, compiling.
SparseTensor needs torch-sparse, which has no wheel on PyPI: it takes part where
it can be imported.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
import torch_geometric.typing
from torch import Tensor
from torch_geometric import EdgeIndex
from torch_geometric.nn import GATConv, GCNConv, GINConv, SAGEConv
from torch_geometric.nn.conv.gcn_conv import gcn_norm
from torch_geometric.utils import add_self_loops, degree

from gnn_data import GraphData
from gnn_spec import SpecModel


@dataclass
class Form:
    """One way to run the model; `run` is what is timed."""

    name: str
    prepare: Callable[[], Callable[[], Tensor]]


@dataclass
class Edges:
    """A form of the graph, and what to tell the layers about it."""

    name: str
    make: Callable[[], object]
    settings: dict


def _csr(edge_index: Tensor, values: Tensor, nodes: int,
         dtype: torch.dtype) -> Tensor:
    """The transposed adjacency that PyG wants: row = destination."""
    coo = torch.sparse_coo_tensor(edge_index.flip(0), values, (nodes, nodes))
    csr = coo.coalesce().to_sparse_csr()
    return torch.sparse_csr_tensor(csr.crow_indices().to(dtype),
                                   csr.col_indices().to(dtype), csr.values(),
                                   size=(nodes, nodes))


def _csr_forms(name: str, edges: Callable[[], tuple[Tensor, Tensor]],
               nodes: int, settings: dict) -> list[Edges]:
    """64-bit indices, which PyG makes, and 32-bit ones, which MKL prefers."""
    return [Edges(f"{name} ({bits}-bit)",
                  lambda dtype=dtype: _csr(*edges(), nodes, dtype), settings)
            for bits, dtype in ((64, torch.int64), (32, torch.int32))]


def _edge_index_object(edge_index: Tensor, nodes: int) -> EdgeIndex:
    made = EdgeIndex(edge_index, sparse_size=(nodes, nodes))
    return made.sort_by("col").values.fill_cache_()


def _sparse_tensor(edge_index: Tensor, nodes: int):
    from torch_sparse import SparseTensor

    return SparseTensor(row=edge_index[1], col=edge_index[0],
                        sparse_sizes=(nodes, nodes))


def _general(edge_index: Tensor, nodes: int, settings: dict) -> list[Edges]:
    forms = [
        Edges("edge_index", lambda: edge_index, settings),
        Edges("EdgeIndex", lambda: _edge_index_object(edge_index, nodes),
              settings),
    ]
    if torch_geometric.typing.WITH_TORCH_SPARSE:
        forms.append(Edges("SparseTensor",
                           lambda: _sparse_tensor(edge_index, nodes), settings))
    return forms


def _gcn_edges(edge_index: Tensor, nodes: int) -> list[Edges]:
    return _general(edge_index, nodes, {"cached": True}) + _csr_forms(
        "CSR adjacency, normalised beforehand",
        lambda: gcn_norm(edge_index, num_nodes=nodes), nodes,
        {"normalize": False})


def _sage_edges(edge_index: Tensor, nodes: int) -> list[Edges]:
    def ones():
        return edge_index, torch.ones(edge_index.shape[1])

    def reciprocal_degrees():
        count = degree(edge_index[1], nodes).clamp(min=1)
        return edge_index, 1.0 / count[edge_index[1]]

    return (_general(edge_index, nodes, {})
            + _csr_forms("CSR adjacency", ones, nodes, {})
            + _csr_forms("CSR adjacency of 1/degree and aggr=sum",
                         reciprocal_degrees, nodes, {"aggr": "sum"}))


def _gin_edges(edge_index: Tensor, nodes: int) -> list[Edges]:
    def ones():
        return edge_index, torch.ones(edge_index.shape[1])

    return (_general(edge_index, nodes, {})
            + _csr_forms("CSR adjacency", ones, nodes, {}))


def _gat_edges(edge_index: Tensor, nodes: int) -> list[Edges]:
    def looped():
        edges = add_self_loops(edge_index, num_nodes=nodes)[0]
        return edges, torch.ones(edges.shape[1])

    beforehand = {"add_self_loops": False}
    forms = _general(edge_index, nodes, {})
    forms += [Edges(f"{e.name}, self loops beforehand", e.make, e.settings)
              for e in _general(looped()[0], nodes, beforehand)]
    return forms + _csr_forms("CSR adjacency, self loops beforehand", looped,
                              nodes, beforehand)


FAMILIES = {GCNConv: _gcn_edges, SAGEConv: _sage_edges, GATConv: _gat_edges,
            GINConv: _gin_edges}


def _convolutions(model: SpecModel) -> list[torch.nn.Module]:
    return [m for m in model.modules() if type(m) in FAMILIES]


def _configured(model: SpecModel, settings: dict) -> SpecModel:
    model = copy.deepcopy(model)
    for convolution in _convolutions(model):
        for key, value in settings.items():
            setattr(convolution, key, value)
    return model


def _runner(model: SpecModel, edges: Edges, x: Tensor,
            compiled: bool) -> Callable[[], Tensor]:
    configured = _configured(model, edges.settings)
    made = edges.make()
    if compiled:
        configured(x, made)  # fills the caches, which tracing cannot
        configured = torch.compile(configured)
    return lambda: configured(x, made)


def forms(model: SpecModel, data: GraphData,
          compiled: bool = True) -> Iterator[Form]:
    """Every form; `prepare` raises where a layer does not accept one."""
    nodes = data.x.shape[0]
    features = {"dense features": data.x.to_dense()}
    if data.x.layout == torch.sparse_csr:
        features["CSR features"] = data.x
    family = FAMILIES[type(_convolutions(model)[0])]
    for edges in family(data.edge_index, nodes):
        for feature_name, x in features.items():
            for how in ("eager", "torch.compile") if compiled else ("eager",):
                yield Form(f"{edges.name}, {feature_name}, {how}",
                           lambda e=edges, x=x, h=how:
                           _runner(model, e, x, h == "torch.compile"))
