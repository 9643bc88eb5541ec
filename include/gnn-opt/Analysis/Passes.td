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
    list.

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
           "Whether to list values beside parameters">
  ];
  let statistics = [
    Statistic<"numGroups", "groups", "Channel groups found">,
    Statistic<"numPrunable", "prunable", "Channel groups that may be pruned">
  ];
}

def PrintCost : Pass<"gnn-print-cost", "ModuleOp"> {
  let summary = "Show multiply-adds, bytes and parameters";
  let description = [{
    Prints, on stderr, for each function what each op costs on a graph of the
    given size, and the sum. One multiply-add, addition or comparison counts one.
    Bytes are those that must be read and written at least once; a message op
    reads a source row for every edge. Sparse features count
    `nonzeros` stored elements, and a `#gnn.csr` weight its nonzeros:

    `linear` costs `nnz(x) * nnz(w) / columns(w)`, which is `nodes * I * O` where
    both are dense; `aggregate` costs `edges * channels`.

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
           "Stored elements of sparse features; -1: all">
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

#endif // GNN_ANALYSIS_PASSES
