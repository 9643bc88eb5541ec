#!/usr/bin/env python3
# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Counts the groups that Torch-Pruning finds in two layers of PyG.

PyG's Linear is not torch's, which is what Torch-Pruning begins groups at.

    build/venv/bin/python test/Integration/torch_pruning/trace_pyg.py
"""

import torch
import torch_pruning as tp
from torch_geometric.nn import GATConv, GCNConv, SAGEConv


class TwoLayers(torch.nn.Module):
    def __init__(self, layer, heads: dict):
        super().__init__()
        self.conv1 = layer(6, 8, **heads)
        self.conv2 = layer(8 * heads.get("heads", 1), 3)

    def forward(self, x, edges):
        return self.conv2(torch.relu(self.conv1(x, edges)), edges)


EXAMPLE = torch.ones(5, 6), torch.tensor([[0, 1, 2, 3, 4], [1, 2, 3, 4, 0]])
for layer, heads in ((GCNConv, {}), (SAGEConv, {}), (GATConv, {"heads": 2})):
    model = TwoLayers(layer, heads)
    count = sum(p.numel() for p in model.parameters())
    graph = tp.DependencyGraph().build_dependency(model, EXAMPLE, verbose=False)
    groups = len(list(graph.get_all_groups()))
    tp.pruner.BasePruner(model, EXAMPLE, tp.importance.MagnitudeImportance(),
                         pruning_ratio=0.5).step()
    left = sum(p.numel() for p in model.parameters())
    print(f"{layer.__name__}: {groups} groups; pruned by half, {left} of "
          f"{count} parameters are left")
