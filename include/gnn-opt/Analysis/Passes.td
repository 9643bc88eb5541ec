//===- Passes.td - Passes that show an analysis ----------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_ANALYSIS_PASSES
#define GNN_ANALYSIS_PASSES

include "mlir/Pass/PassBase.td"

def PrintChannelGroups : Pass<"gnn-print-channel-groups", "ModuleOp"> {
  let summary = "Show which slices of parameters and values go together";
  let description = [{
    Prints, on stderr, a table of channel groups: the name that
    `gnn-prune-channels` takes, how many channels there are, whether they may be
    pruned, and what a channel consists of. A line for each parameter (and, with
    `values`, each value) says in which dimension the channels lie, and which
    indices of it are the group's first channel: `0 8 16` for the first channel
    of three heads of 8. Parameters need no values.

    A group is frozen where its channels are seen from outside: arguments and
    results of functions, operands of ops that do not say what their channels
    are, public parameters, numbers of heads. `inputs` takes arguments from this
    list. `heads` shows what goes with the first head of each layer that has some:
    the groups of `gnn-prune-heads`.

    The table of this module is `group lin1: 2 channels, prunable`, with the lines
    `@lin1.weight dim 0 of 2: 0` and `@lin2.weight dim 1 of 2: 0`, and the frozen
    groups of its argument and result:

    ```mlir
    // RUN: gnn-opt --gnn-print-channel-groups
    ml_program.global private @lin1.weight(dense<[[4.0, 1.0], [0.1, 0.2]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    ml_program.global private @lin2.weight(dense<[[1.0, 1.0], [2.0, 0.5]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %w1 = ml_program.global_load_const @lin1.weight : tensor<2x2xf32>
      %w2 = ml_program.global_load_const @lin2.weight : tensor<2x2xf32>
      %h = gnn.linear %x, %w1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      %y = gnn.linear %h, %w2 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    }
    ```
  }];
  let options = [
    Option<"inputs", "inputs", "bool", "false",
           "Whether arguments of functions may be pruned">,
    Option<"values", "values", "bool", "false",
           "Whether to list values beside parameters">,
    Option<"heads", "heads", "bool", "false",
           "Whether to show whole heads, rather than channels of every head">
  ];
  let statistics = [
    Statistic<"numGroups", "groups", "Channel groups found">,
    Statistic<"numPrunable", "prunable", "Channel groups that may be pruned">
  ];
}

def PrintCost : Pass<"gnn-print-cost", "ModuleOp"> {
  let summary = "Show multiply-adds, bytes, predicted time and parameters";
  let description = [{
    Prints, on stderr, for each function what each op costs on a graph of the
    given size, and the sum. One multiply-add, addition or comparison counts one.
    Bytes are those that must be read and written at least once; a message op
    reads a source row for every edge. Sparse features count
    `nonzeros` stored elements, and a `#gnn.csr` weight its nonzeros:

    `linear` costs `nnz(x) * nnz(w) / columns(w)`, which is `nodes * I * O` where
    both are dense; `aggregate` costs `edges * channels`.

    The time is that of the op by itself once it is compiled, from operations,
    bytes and a few measured rates of a machine:

    `time = loop + max(compute, bytes in order / bandwidth + sum over levels of
    (bytes gathered from the level / its bandwidth))`,

    each bandwidth that of the nearest cache that holds the data. `bound by` says
    which term is the largest: `compute`, `bandwidth`, `gather`, or `parallel
    loop` (starting threads). Rows are found in caches as often as those of the
    graph in `data`, or, without it, as if their numbers were drawn evenly. What
    the lowering computes on the rows of the op before, elementwise ops and a product
    that alone reads an aggregate, costs no loop and no bytes between the two.
    `features=bf16` is the option of that name of `convert-gnn-to-vector`: half the
    gathered bytes. `machine` is a file that
    `measure-machine` of the benchmarks writes, or one of those that the results
    pages are measured on: `zen3`, the default, or `zen5`.

    Below the table, for each product beside an aggregate that it can change places
    with (see `gnn-reorder-aggregation`), the predicted times of both orders on this
    graph, and the order that `gnn-version-aggregation` would choose by the edges a
    node of an unknown one. Attention is seen before `gnn-fuse-attention`.

    A batch of graphs is given as one graph of all their nodes and edges, and the
    number of graphs. Defaults are one node, one edge, one graph.

    On `nodes=100` this function costs 3200 multiply-adds, 3328 bytes read and
    1600 bytes written:

    ```mlir
    // RUN: gnn-opt --gnn-print-cost="nodes=100 edges=300"
    func.func @forward(%x: tensor<?x8xf32>, %w: tensor<4x8xf32>) -> tensor<?x4xf32> {
      %y = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
  let options = [
    Option<"nodes", "nodes", "int64_t", "1", "Nodes of all graphs">,
    Option<"edges", "edges", "int64_t", "1", "Edges of all graphs">,
    Option<"selfLoops", "self-loops", "int64_t", "0",
           "How many of the edges are self loops">,
    Option<"graphs", "graphs", "int64_t", "1", "Graphs in the batch">,
    Option<"nonzeros", "nonzeros", "int64_t", "-1",
           "Stored elements of sparse features; -1: all">,
    Option<"data", "data", "std::string", "",
           "Data file whose graph and features replace the sizes above">,
    Option<"threads", "threads", "unsigned", "2", "Threads that run the model">,
    Option<"machine", "machine", "std::string", "",
           "Measured rates: zen3 (default), zen5, or a measure-machine file">,
    Option<"features", "features", "::mlir::gnn::FeatureType",
           "::mlir::gnn::FeatureType::F32",
           "What features that an aggregation gathers are stored as",
           [{::mlir::gnn::getFeatureTypes()}]>
  ];
  let statistics = [
    Statistic<"numOps", "ops", "Ops with a cost">
  ];
}

def PrintSaliency : Pass<"gnn-print-saliency", "ModuleOp"> {
  let summary = "Show what a criterion thinks of each channel";
  let description = [{
    Prints, on stderr, for each group that may be pruned, the score of each of its
    channels by `criterion`: the smaller, the sooner `gnn-prune-channels` removes
    it. `docs/rationale/criteria.md` has all criteria with their formulas and
    sources; those that look at features need the statistics that `gnn-calibrate`
    attaches to weights, and say so where there are none.

    `reduction` says how the numbers of a channel's slices, one for each dimension
    of a parameter, become one, for criteria of weights alone. `normalize` makes
    the scores of different groups alike: `sum`, `mean` and `max` divide them by
    that of the group, `gaussian` makes their mean 0 and their deviation 1, and
    `lamp` is `s_k^2 / sum of s_j^2` over the channels at least as good.

    Here channel 0 has `|4| + |1| + |1| + |2| = 8`:

    ```mlir
    // RUN: gnn-opt --gnn-print-saliency="criterion=l1"
    // CHECK: group lin1: 2 channels
    // CHECK-NEXT: 0: 8
    // CHECK-NEXT: 1: 2.25
    ml_program.global private @lin1.weight(dense<[[4.0, 1.0], [0.5, 0.25]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    ml_program.global private @lin2.weight(dense<[[1.0, 1.0], [2.0, 0.5]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %w1 = ml_program.global_load_const @lin1.weight : tensor<2x2xf32>
      %w2 = ml_program.global_load_const @lin2.weight : tensor<2x2xf32>
      %h = gnn.linear %x, %w1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      %y = gnn.linear %h, %w2 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    }
    ```
  }];
  let options = [
    Option<"criterion", "criterion", "std::string", "\"l2\"",
           "What scores channels, by its name">,
    Option<"reduction", "reduction", "std::string", "\"sum\"",
           "Of slices: sum, mean, max, product, first">,
    Option<"normalize", "normalize", "std::string", "\"none\"",
           "Of groups: none, sum, mean, max, gaussian, lamp">,
    Option<"inputs", "inputs", "bool", "false",
           "Whether arguments of functions may be pruned">,
    Option<"damping", "damping", "double", "0.01",
           "Of Gram matrices, as a fraction of their mean diagonal">,
    Option<"seed", "seed", "uint64_t", "0", "Of random scores">
  ];
  let statistics = [
    Statistic<"numChannels", "channels", "Channels scored">
  ];
}

def PrintValueRanges : Pass<"gnn-print-value-ranges", "ModuleOp"> {
  let summary = "Show between what bounds values stay";
  let description = [{
    Prints, on stderr, for each argument and op of a function bounds that its
    values never leave: the hull of all channels (with `channels`, each of them),
    how many are always zero or never negative, and the bounds of the sum of a
    row where there are any. Graphs have bounds of the number of edges into a
    node.

    Bounds are of all finite features on any graph; with `box=LO:HI` of features
    in these bounds; and with `data=FILE` of features between the least and the
    largest of each column of the file, whose rows sum to what those of the file
    sum to, on its graph or, with `any-graph`, on any.
    `max-degree=N` declares graphs with at most N edges into a node.

    A layer `x w^T` is bounded by a fractional knapsack where the sum of a row is
    bounded: of rows that are divided by their sum it is at most the largest
    weight. Mean, maximum and softmax-weighted sums keep the bounds of a channel,
    joined with 0 unless every node has a self loop; a sum multiplies them with
    the degree, and GCN normalisation with at most its root or, on a known graph,
    the largest row sum of the normalised adjacency. ValueRanges.h says for which
    arithmetic this is sound.

    Rows of features that are divided by their sum are shares, so that the first
    output here is at most its largest weight, and the ReLU of the second is 0:

    ```mlir
    // RUN: gnn-opt --gnn-print-value-ranges
    ml_program.global private @w(dense<[[1.0, 2.0], [-1.0, -3.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %w = ml_program.global_load_const @w : tensor<2x2xf32>
      %n = gnn.normalize_features %x : tensor<?x2xf32>
      %h = gnn.linear %n, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      %r = gnn.relu %h : tensor<?x2xf32>
      return %r : tensor<?x2xf32>
    }
    ```
  }];
  let options = [
    Option<"box", "box", "std::string", "", "LO:HI, bounds of all features">,
    Option<"data", "data", "std::string", "",
           "A data file, whose columns and graph are the bounds">,
    Option<"anyGraph", "any-graph", "bool", "false",
           "Take the features of data, and any graph">,
    Option<"maxDegree", "max-degree", "int64_t", "-1",
           "The most edges into a node; -1: any number">,
    Option<"channels", "channels", "bool", "false",
           "Whether to list every channel">
  ];
  let statistics = [
    Statistic<"numValues", "values", "Values with bounds">
  ];
}

def PrintStatistics : Pass<"gnn-print-statistics", "ModuleOp"> {
  let summary = "Show what calibration saw of features";
  let description = [{
    Prints, on stderr, for each weight that has statistics (`gnn-calibrate`), how
    many rows they are over, and for each of its first `channels` inputs mean, mean
    of absolute value, variance, fraction of zeros, least and largest value, and
    entropy. A last line counts the channels that are 0 in every row: such a
    channel of a ReLU was *observed* dead, which is no proof.

    ```mlir
    // RUN: gnn-opt --gnn-print-statistics
    // CHECK: statistics of @lin.weight: 2 channels, 4 rows, no gram
    // CHECK-NEXT: channel        mean    mean_abs    variance       zeros         min         max     entropy
    // CHECK-NEXT: 0          0.5         0.5        0.25         0.5           0           1    0.693147
    // CHECK-NEXT: 1            0           0           0           1           0           0           0
    // CHECK-NEXT: 1 of 2 channels are 0 in every row
    ml_program.global private @lin.weight(dense<1.0> : tensor<3x2xf32>) : tensor<3x2xf32> {
      gnn.statistics = {rows = 4.0 : f64,
        mean = dense<[0.5, 0.0]> : tensor<2xf64>, mean_abs = dense<[0.5, 0.0]> : tensor<2xf64>,
        variance = dense<[0.25, 0.0]> : tensor<2xf64>, zeros = dense<[0.5, 1.0]> : tensor<2xf64>,
        min = dense<0.0> : tensor<2xf64>, max = dense<[1.0, 0.0]> : tensor<2xf64>,
        entropy = dense<[0.6931471805599453, 0.0]> : tensor<2xf64>}}
    ```
  }];
  let options = [
    Option<"channels", "channels", "int64_t", "16",
           "Channels to list of each weight; -1: all">
  ];
  let statistics = [
    Statistic<"numWeights", "weights", "Weights that have statistics">
  ];
}

#endif // GNN_ANALYSIS_PASSES
