# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The small graphs of the PyG fixtures: every awkward case that PyG accepts."""

import numpy as np

FEATURES = 6


def _edges(pairs: list[tuple[int, int]]) -> np.ndarray:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2).T.copy()


def _dense(rng: np.random.Generator, nodes: int, edges: np.ndarray) -> dict:
    x = rng.normal(size=(nodes, FEATURES)).astype(np.float32)
    return {"x": x, "edge_index": edges}


def messy(rng: np.random.Generator) -> dict:
    """15 nodes: a hub, isolated nodes, self loops, duplicates, no order.

    Node 0 hears from everybody and speaks to some; 5 and 14 have no edge at
    all; 7 only hears, 8 only speaks; 3 has one self loop, 4 has two.
    """
    hub = [(v, 0) for v in range(1, 14) if v not in (5, 7)]
    ring = [(v, v % 4 + 1) for v in range(1, 5)]
    odd = [(3, 3), (4, 4), (4, 4), (0, 9), (0, 9), (0, 10), (8, 7), (2, 7),
           (11, 12), (12, 11), (12, 13), (13, 12), (6, 9)]
    edges = _edges(hub + ring + odd)
    return _dense(rng, 15, edges[:, rng.permutation(edges.shape[1])])


def plain(rng: np.random.Generator) -> dict:
    """11 nodes, undirected, sorted by destination: what most files hold."""
    upper = [(u, v) for u in range(11) for v in range(u) if rng.random() < 0.25]
    both = sorted([(v, u) for u, v in upper] + upper, key=lambda e: e[::-1])
    return _dense(rng, 11, _edges(both))


def one_node(rng: np.random.Generator) -> dict:
    return _dense(rng, 1, _edges([]))


def one_loop(rng: np.random.Generator) -> dict:
    return _dense(rng, 1, _edges([(0, 0)]))


def no_edges(rng: np.random.Generator) -> dict:
    return _dense(rng, 4, _edges([]))


def no_nodes(rng: np.random.Generator) -> dict:
    return _dense(rng, 0, _edges([]))


def counts(rng: np.random.Generator) -> dict:
    """The messy graph with word counts as CSR features; two rows are empty."""
    data = messy(rng)
    counts_ = rng.integers(0, 4, size=data.pop("x").shape)
    counts_ *= rng.random(counts_.shape) < 0.4
    counts_[[2, 14]] = 0
    rows, columns = counts_.nonzero()
    data["x_indptr"] = np.searchsorted(rows, np.arange(len(counts_) + 1))
    data["x_indices"] = columns.astype(np.int32)
    data["x_values"] = counts_[rows, columns].astype(np.float32)
    return data


def small_rows(rng: np.random.Generator) -> dict:
    """Dense features whose rows sum to less than one, to more, and to zero."""
    data = messy(rng)
    scale = np.array([0.01, 0.1, 1.0, 10.0, 0.0])[np.arange(15) % 5]
    data["x"] = (rng.random((15, FEATURES)) * scale[:, None]).astype(np.float32)
    data["x"][0, 0] = 0.0  # the smallest entry, which PyG subtracts first
    return data


def negative_rows(rng: np.random.Generator) -> dict:
    """Dense features with negative entries: the smallest one is subtracted."""
    return messy(rng)


def graph_set(rng: np.random.Generator) -> dict:
    """Six graphs; the second and the last have no nodes, the third has one."""
    sizes = [5, 0, 1, 4, 3, 0]
    starts = np.cumsum([0] + sizes)
    local = {0: [(0, 1), (1, 0), (1, 2), (2, 1), (3, 1), (0, 1)],  # 4 isolated
             3: [(0, 1), (1, 2), (2, 3), (3, 0), (2, 2)],
             4: []}
    pairs, edge_ptr = [], [0]
    for graph, start in enumerate(starts[:-1]):
        pairs += [(u + start, v + start) for u, v in local.get(graph, [])]
        edge_ptr.append(len(pairs))
    data = _dense(rng, int(starts[-1]), _edges(pairs))
    data["graph_ptr"] = starts.astype(np.int64)
    data["edge_ptr"] = np.array(edge_ptr, dtype=np.int64)
    data["fold"] = (np.arange(len(sizes)) % 2).astype(np.int64)
    return data


GRAPHS = {f.__name__: f for f in (messy, plain, one_node, one_loop, no_edges,
                                  no_nodes, counts, small_rows, negative_rows,
                                  graph_set)}
