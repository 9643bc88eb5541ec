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

    Example:

    ```mlir
    func.func @forward(%x: tensor<?x8xf32>) -> tensor<?x2xf32> {
      %w1 = ml_program.global_load_const @lin1.weight : tensor<4x8xf32>
      %h = gnn.linear %x, %w1 : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
      %w2 = ml_program.global_load_const @lin2.weight : tensor<2x4xf32>
      %y = gnn.linear %h, %w2 : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    }
    // group lin1: 4 channels, prunable
    //   @lin1.weight dim 0 of 4: 0
    //   @lin2.weight dim 1 of 4: 0
    // group forward.arg0: 8 channels, frozen: argument of @forward
    //   @lin1.weight dim 1 of 8: 0
    // group lin2: 2 channels, frozen: result of @forward
    //   @lin2.weight dim 0 of 2: 0
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

    Example, with `nodes=100 edges=300`:

    ```mlir
    func.func @forward(%x: tensor<?x8xf32>, %w: tensor<4x8xf32>) -> tensor<?x4xf32> {
      %y = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    // cost of @forward: 100 nodes, 300 edges, 1 graphs
    //    multiply-adds     bytes read  bytes written
    //             3200           3328           1600  gnn.linear
    //             3200           3328           1600  total
    // parameters: 0, nonzero: 0
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

#endif // GNN_ANALYSIS_PASSES
