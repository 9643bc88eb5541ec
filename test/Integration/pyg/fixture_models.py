# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The models of the PyG fixtures: name -> (graph, what it is for, layers)."""

RELU = {"op": "ReLU"}


def gcn(name, out, **kw):
    return {"op": "GCNConv", "name": name, "out_channels": out, **kw}


def sage(name, out, **kw):
    return {"op": "SAGEConv", "name": name, "out_channels": out, **kw}


def gat(name, out, **kw):
    return {"op": "GATConv", "name": name, "out_channels": out, **kw}


def linear(out, **kw):
    return {"op": "Linear", "out_channels": out, **kw}


def gin(name, nn, **kw):
    return {"op": "GINConv", "name": name, **kw, "nn": nn}


MLP = [linear(7), RELU, linear(5)]
MLP_NORM = [linear(16), {"op": "BatchNorm"}, RELU, linear(16)]

GCN = {
    "gcn": ("messy", "defaults: self loops replaced, symmetric norm", [
        gcn("conv1", 17), RELU, gcn("conv2", 3)]),
    "gcn_no_self_loops": ("messy", "degree zero gives a zero row; no bias", [
        gcn("conv1", 7, add_self_loops=False, bias=False), RELU,
        gcn("conv2", 4, add_self_loops=False)]),
    "gcn_no_normalize": ("messy", "a plain sum; no self loops are added", [
        gcn("conv1", 8, normalize=False), RELU,
        gcn("conv2", 1, normalize=False, bias=False)]),
    "gcn_plain": ("plain", "an undirected graph in file order", [
        gcn("conv1", 33), RELU, gcn("conv2", 5)]),
    "gcn_one_node": ("one_node", "one node, no edge", [
        gcn("conv1", 5), RELU, gcn("conv2", 2)]),
    "gcn_one_loop": ("one_loop", "one node whose only edge is a self loop", [
        gcn("conv1", 5, add_self_loops=False), RELU, gcn("conv2", 2)]),
    "gcn_no_edges": ("no_edges", "only the added self loops are left", [
        gcn("conv1", 5), RELU, gcn("conv2", 2, add_self_loops=False)]),
    "gcn_no_nodes": ("no_nodes", "nothing in, nothing out", [
        gcn("conv1", 5), RELU, gcn("conv2", 2)]),
    "gcn_csr_features": ("counts", "normalised CSR features with empty rows", [
        {"op": "NormalizeFeatures"}, {"op": "Dropout", "p": 0.5},
        gcn("conv1", 9), RELU, {"op": "Dropout"}, gcn("conv2", 4),
        {"op": "LogSoftmax"}]),
    "gcn_dotted_names": ("messy", "names of a torch ModuleList", [
        gcn("convs.0", 8), {"op": "BatchNorm", "name": "norms.0"}, RELU,
        gcn("convs.1", 3)]),
}

SAGE = {
    "sage_mean": ("messy", "defaults; a node without edges has mean 0", [
        sage("conv1", 16), RELU, sage("conv2", 3)]),
    "sage_max": ("messy", "a node without edges has maximum 0", [
        sage("conv1", 7, aggr="max"), RELU, sage("conv2", 3, aggr="max")]),
    "sage_sum": ("messy", "aggr add and its other name", [
        sage("conv1", 12, aggr="add"), RELU, sage("conv2", 3, aggr="sum")]),
    "sage_no_root_normalize": ("messy", "zero rows stay zero when normalised", [
        sage("conv1", 9, normalize=True), RELU,
        sage("conv2", 4, root_weight=False, normalize=True, bias=False)]),
    "sage_no_edges": ("no_edges", "only root weight and bias are left", [
        sage("conv1", 5, aggr="max"), RELU, sage("conv2", 2)]),
    "sage_csr_features": ("counts", "aggregates CSR features as they are", [
        sage("conv1", 10), RELU, sage("conv2", 3)]),
}

GAT = {
    "gat_concat": ("messy", "3 heads side by side, then one", [
        gat("conv1", 5, heads=3), {"op": "ELU"}, gat("conv2", 4)]),
    "gat_mean": ("messy", "heads averaged; another slope; no bias", [
        gat("conv1", 8, heads=3, concat=False, negative_slope=0.05), RELU,
        gat("conv2", 3, heads=2, concat=False, bias=False)]),
    "gat_no_self_loops": ("messy", "a node that hears nobody has the bias", [
        gat("conv1", 4, heads=2, add_self_loops=False), {"op": "ELU"},
        gat("conv2", 3, add_self_loops=False, dropout=0.6)]),
    "gat_large_scores": ("messy", "scores whose exp is infinite in float32", [
        gat("conv1", 4, heads=2)]),
    "gat_one_node": ("one_node", "attention over oneself", [
        gat("conv1", 4, heads=2)]),
    "gat_no_edges": ("no_edges", "attention over nobody, then oneself", [
        gat("conv1", 4, heads=2, add_self_loops=False), {"op": "ELU"},
        gat("conv2", 3)]),
}

GIN = {
    "gin_fixed_eps": ("messy", "eps is a buffer of the file", [
        gin("conv1", MLP, eps=0.25), RELU, gin("conv2", [linear(3)])]),
    "gin_train_eps": ("messy", "eps is a parameter of the file", [
        gin("conv1", MLP_NORM, train_eps=True),
        {"op": "BatchNorm", "name": "bn1"}, RELU,
        gin("conv2", MLP, train_eps=True, eps=-0.5)]),
    "gin_readout": ("graph_set", "every layer pooled, concatenated, classified", [
        gin("conv1", MLP_NORM, train_eps=True),
        {"op": "BatchNorm", "name": "bn1"}, {"op": "ReLU", "name": "h1"},
        {"op": "global_add_pool", "name": "pool1"},
        gin("conv2", MLP_NORM, input="h1", train_eps=True),
        {"op": "BatchNorm", "name": "bn2"}, {"op": "ReLU", "name": "h2"},
        {"op": "global_add_pool", "name": "pool2"},
        {"op": "Concat", "input": ["pool1", "pool2"]},
        linear(2, name="lin")]),
}

TOPOLOGY = {
    "residual": ("messy", "a projected skip and an identity skip", [
        linear(8, name="skip", input="x"), gcn("conv1", 8, input="x"),
        {"op": "Add", "name": "sum1", "input": ["conv1", "skip"]},
        {"op": "ReLU", "name": "h1"}, sage("conv2", 8),
        {"op": "Add", "input": ["h1", "conv2"]},
        linear(3, name="lin", bias=False)]),
    "jumping_knowledge": ("messy", "input and both layers side by side", [
        gcn("conv1", 7), {"op": "ReLU", "name": "h1"},
        gat("conv2", 3, heads=2), {"op": "ELU", "name": "h2"},
        {"op": "Concat", "input": ["x", "h1", "h2"]}, linear(4, name="lin")]),
    "jumping_max": ("messy", "the largest of three layers, by channel", [
        gcn("conv1", 6, input="x"), {"op": "ReLU", "name": "h1"},
        sage("conv2", 6), {"op": "ELU", "name": "h2"},
        gat("conv3", 3, heads=2),
        {"op": "JumpingKnowledge", "mode": "max",
         "input": ["h1", "h2", "conv3"]}, linear(3, name="lin")]),
    "jumping_cat": ("messy", "layers of unequal widths; no effect of the rest", [
        gcn("conv1", 7), {"op": "ReLU", "name": "h1"},
        gcn("conv2", 4), {"op": "ReLU", "name": "h2"},
        {"op": "JumpingKnowledge", "mode": "cat", "channels": 7,
         "num_layers": 2, "input": ["h1", "h2"]}, linear(3, name="lin")]),
    "tied_sequence": ("messy", "a GINConv's layers and eps called again", [
        linear(5, name="lin"), gin("conv", MLP, train_eps=True),
        {"op": "BatchNorm", "name": "norm"}, RELU,
        {"call": "conv"}, {"call": "norm"}]),
    "pools": ("graph_set", "the three readouts; an empty graph reads 0", [
        sage("conv1", 7), {"op": "Tanh", "name": "h"},
        {"op": "global_add_pool", "name": "sum", "input": "h"},
        {"op": "global_mean_pool", "name": "mean", "input": "h"},
        {"op": "global_max_pool", "name": "max", "input": "h"},
        {"op": "Concat", "input": ["sum", "mean", "max"]}]),
    "tied": ("messy", "one convolution called three times", [
        linear(5, name="lin"), gcn("conv", 5), {"op": "ReLU"},
        {"call": "conv", "name": "h"}, {"op": "ReLU"}, {"call": "h"}]),
    "pool_one_graph": ("messy", "a readout of a file without graph_ptr", [
        gcn("conv1", 5), RELU, {"op": "global_mean_pool"},
        linear(3, name="lin")]),
}

NORMS = {
    "batch_norm": ("messy", "PyG's names (module.), eps, no affine", [
        linear(9, name="lin1"), {"op": "BatchNorm", "name": "bn1"}, RELU,
        gcn("conv1", 5),
        {"op": "BatchNorm", "name": "bn2", "eps": 0.01, "affine": False}]),
    "layer_norm_node": ("messy", "each node by itself", [
        gcn("conv1", 9),
        {"op": "LayerNorm", "name": "ln1", "mode": "node"}, RELU,
        sage("conv2", 4),
        {"op": "LayerNorm", "name": "ln2", "mode": "node", "eps": 0.1,
         "affine": False}]),
    "layer_norm_graph": ("messy", "the whole graph at once: x / (std + eps)", [
        gcn("conv1", 9), {"op": "LayerNorm", "name": "ln1", "eps": 0.1}, RELU,
        sage("conv2", 4), {"op": "LayerNorm", "name": "ln2"}]),
    "layer_norm_graphs": ("graph_set", "graph by graph: x / sqrt(var + eps)", [
        gcn("conv1", 9), {"op": "LayerNorm", "name": "ln1", "eps": 0.1}, RELU,
        {"op": "global_mean_pool"}, linear(3, name="lin")]),
}

ELEMENTWISE = {
    "activations": ("messy", "each activation of one linear, side by side", [
        linear(7, name="lin"),
        *[{"op": op, "name": op.lower(), "input": "lin"} for op in
          ("ReLU", "ELU", "GELU", "Sigmoid", "Tanh", "LeakyReLU")],
        {"op": "ELU", "name": "elu2", "input": "lin", "alpha": 0.5},
        {"op": "LeakyReLU", "name": "leaky2", "input": "lin",
         "negative_slope": 0.3},
        {"op": "Concat", "input": ["relu", "elu", "gelu", "sigmoid", "tanh",
                                   "leakyrelu", "elu2", "leaky2"]}]),
    "log_softmax": ("messy", "logits of hundreds do not overflow", [
        linear(5, name="lin"), {"op": "LogSoftmax"}]),
    "normalize_features": ("small_rows", "sums below one divide by one", [
        {"op": "NormalizeFeatures"}, linear(4, name="lin")]),
    "normalize_negative": ("negative_rows", "the smallest entry goes first", [
        {"op": "NormalizeFeatures"}, sage("conv1", 4)]),
    "normalize_graphs": ("graph_set", "the smallest entry of each graph", [
        {"op": "NormalizeFeatures"}, sage("conv1", 4),
        {"op": "global_mean_pool"}]),
}

MODELS = {**GCN, **SAGE, **GAT, **GIN, **TOPOLOGY, **NORMS, **ELEMENTWISE}

# Weights this many times as large as usual: for the numerically hard cases.
WEIGHT_SCALE = {"gat_large_scores": 8.0, "log_softmax": 100.0}

# Normalisations stored as torch's BatchNorm1d stores them (NAME.weight), as the
# users of both libraries do; the others as PyG's BatchNorm (NAME.module.weight).
TORCH_BATCH_NORM_NAMES = {"gin_train_eps", "gin_readout"}
