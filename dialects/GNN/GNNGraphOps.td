//===- GNNGraphOps.td - Graphs and message passing ------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_GRAPHOPS
#define GNN_GRAPHOPS

include "dialects/GNN/GNNBase.td"

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

def GNN_AddSelfLoopsOp
    : GNN_Op<"add_self_loops", [SameOperandsAndResultType, Idempotent]> {
  let summary = "Give every node exactly one self loop";
  let description = [{
    Removes the self loops that are there and appends one to the end of each
    row: PyG's `add_remaining_self_loops` (GCN) and `remove_self_loops` followed
    by `add_self_loops` (GAT) for graphs without edge weights. Other edges keep
    their order.

    ```mlir
    func.func @with_loops(%graph: !gnn.graph) -> tensor<?xf32> {
      %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
      %norm = gnn.gcn_norm %loops : (!gnn.graph) -> tensor<?xf32>
      return %norm : tensor<?xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph);
  let results = (outs GNN_Graph:$result);
  let assemblyFormat = "$graph attr-dict `:` functional-type(operands, results)";
  let extraClassDeclaration = [{
    /// The edges of the result.
    int64_t getResultSize(const ::mlir::gnn::ValueSizes &sizes);
  }];
}

def GNN_MissingSelfLoopsOp : GNN_InferredOp<"missing_self_loops"> {
  let summary = "How many self loops each node lacks to have exactly one";
  let description = [{
    `m[i] = 1 - n[i]` with `n[i]` the number of edges `(i -> i)`: 1 for most
    nodes, and negative for a node that has several. An op that takes `m` beside
    a graph gives what it would give on `gnn.add_self_loops` of it, up to
    rounding: `gnn-inline-self-loops` does so, and saves the second graph.

    ```mlir
    func.func @missing(%graph: !gnn.graph) -> tensor<?xf32> {
      %m = gnn.missing_self_loops %graph : (!gnn.graph) -> tensor<?xf32>
      return %m : tensor<?xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph);
  let results = (outs GNN_NodeScalars:$result);
  let assemblyFormat = "$graph attr-dict `:` functional-type(operands, results)";
}

def GNN_GCNNormOp : GNN_InferredOp<"gcn_norm"> {
  let summary = "Inverse square root of the in-degree";
  let description = [{
    `c[i] = d[i]^(-1/2)` with `d[i]` the number of edges in row `i`, and
    `c[i] = 0` where a row is empty. With `missing` (gnn.missing_self_loops)
    `d[i]` also counts `missing[i]` edges. Scaling rows by `c` before and after a sum
    gives the symmetric normalisation `D^(-1/2) A D^(-1/2)` of Kipf and Welling,
    "Semi-supervised classification with graph convolutional networks", 2017.

    ```mlir
    func.func @norm(%graph: !gnn.graph) -> (tensor<?xf32>, tensor<?xf32>) {
      %c = gnn.gcn_norm %graph : (!gnn.graph) -> tensor<?xf32>
      %m = gnn.missing_self_loops %graph : (!gnn.graph) -> tensor<?xf32>
      %d = gnn.gcn_norm %graph missing %m : (!gnn.graph, tensor<?xf32>) -> tensor<?xf32>
      return %c, %d : tensor<?xf32>, tensor<?xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph, Optional<GNN_NodeScalars>:$missing);
  let results = (outs GNN_NodeScalars:$result);
  let assemblyFormat = [{
    $graph (`missing` $missing^)? attr-dict `:` functional-type(operands, results)
  }];
}

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

def GNN_AggregateOp : GNN_InferredOp<"aggregate",
                                     [GNN_RowLinear, GNN_RowReduction]> {
  let summary = "Reduce the features of each node's in-neighbours";
  let description = [{
    `y[i, c] = reduce over edges e = (j -> i) of w[e, head(c)] * x[j, c]`, where
    `reduction` is `sum`, `mean` (sum over the number of edges), `max` or `min`.
    The optional edge weights `tensor<?xHxf32>` split the channels into `H` equal
    heads: `head(c) = c / (C / H)`. A row without edges gives 0 for every
    reduction, as in PyG.

    ```mlir
    func.func @mean_and_weighted(%graph: !gnn.graph, %x: tensor<?x16xf32>, %w: tensor<?x2xf32>)
        -> (tensor<?x16xf32>, tensor<?x16xf32>) {
      %m = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
      %s = gnn.aggregate sum %graph, %x weights %w : (!gnn.graph, tensor<?x16xf32>, tensor<?x2xf32>) -> tensor<?x16xf32>
      return %m, %s : tensor<?x16xf32>, tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Reduction:$reduction, GNN_Graph:$graph,
                       GNN_Features:$x, Optional<GNN_Features>:$weights);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    `` $reduction $graph `,` $x (`weights` $weights^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    bool isGathered(::mlir::OpOperand &operand) {
      return &operand == &getXMutable();
    }
  }];
}

def GNN_EdgeAddOp : GNN_InferredOp<"edge_add"> {
  let summary = "Source value plus destination value, on every edge";
  let description = [{
    `e[k, h] = source[j, h] + target[i, h]` for edge `k = (j -> i)`.

    ```mlir
    func.func @scores(%graph: !gnn.graph, %s: tensor<?x8xf32>, %t: tensor<?x8xf32>) -> tensor<?x8xf32> {
      %e = gnn.edge_add %graph, %s, %t : (!gnn.graph, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x8xf32>
      return %e : tensor<?x8xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph, GNN_Features:$source, GNN_Features:$target);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    $graph `,` $source `,` $target attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// One row an edge.
    int64_t getResultSize(const ::mlir::gnn::ValueSizes &sizes);
  }];
}

def GNN_EdgeSoftmaxOp : GNN_InferredOp<"edge_softmax"> {
  let summary = "Softmax over the edges of each row";
  let description = [{
    `p[k, h] = exp(e[k, h] - m) / (sum over edges l of the row of
    exp(e[l, h] - m) + 1e-16)`, `m` the largest score of the row and head. The
    1e-16 is PyG's.

    ```mlir
    func.func @attention(%graph: !gnn.graph, %e: tensor<?x8xf32>) -> tensor<?x8xf32> {
      %p = gnn.edge_softmax %graph, %e : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
      return %p : tensor<?x8xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph, GNN_Features:$x);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = "$graph `,` $x attr-dict `:` functional-type(operands, results)";
}

def GNN_AttentionOp : GNN_InferredOp<"attention", [GNN_RowLinear, GNN_RowReduction]> {
  let summary = "Softmax-weighted sum of the neighbours, with additive scores";
  let description = [{
    `y[i, c] = sum over edges (j -> i) of p[j, h] * x[j, c]`, with `h = head(c)`
    and `p` the softmax over the row of `leaky_relu(source[j, h] + target[i, h])`.
    The same as `gnn.edge_add`, `gnn.leaky_relu`, `gnn.edge_softmax` and
    `gnn.aggregate sum`, without a stored edge value: `gnn-fuse-attention` makes
    it from these. With `missing` (gnn.missing_self_loops) each node is also its
    own neighbour, `missing[i]` times. Veličković et al., "Graph attention networks", 2018.

    ```mlir
    func.func @gat(%graph: !gnn.graph, %x: tensor<?x64xf32>, %s: tensor<?x8xf32>,
                   %t: tensor<?x8xf32>) -> (tensor<?x64xf32>, tensor<?x64xf32>) {
      %y = gnn.attention %graph, %x, %s, %t {negative_slope = 2.000000e-01 : f64}
        : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>) -> tensor<?x64xf32>
      %m = gnn.missing_self_loops %graph : (!gnn.graph) -> tensor<?xf32>
      %z = gnn.attention %graph, %x, %s, %t missing %m {negative_slope = 2.000000e-01 : f64}
        : (!gnn.graph, tensor<?x64xf32>, tensor<?x8xf32>, tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x64xf32>
      return %y, %z : tensor<?x64xf32>, tensor<?x64xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph, GNN_Features:$x, GNN_Features:$source,
                       GNN_Features:$target, Optional<GNN_NodeScalars>:$missing,
                       F64Attr:$negative_slope);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    $graph `,` $x `,` $source `,` $target (`missing` $missing^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    bool isGathered(::mlir::OpOperand &operand) {
      return &operand == &getXMutable();
    }
  }];
}

def GNN_PoolOp : GNN_InferredOp<"pool", [GNN_RowLinear, GNN_RowReduction]> {
  let summary = "Reduce the nodes of each graph of a batch (readout)";
  let description = [{
    `y[g, c] = reduce over nodes n in [ptr[g], ptr[g + 1]) of x[n, c]`. The nodes
    of a graph are contiguous; `ptr` has one entry more than there are graphs. A
    graph without nodes gives 0 for every reduction.

    ```mlir
    func.func @readout(%x: tensor<?x16xf32>, %ptr: tensor<?xi64>) -> tensor<?x16xf32> {
      %y = gnn.pool sum %x, %ptr : (tensor<?x16xf32>, tensor<?xi64>) -> tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Reduction:$reduction, GNN_Features:$x, GNN_SegmentPtr:$ptr);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    `` $reduction $x `,` $ptr attr-dict `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = [{
    /// One row a graph.
    int64_t getResultSize(const ::mlir::gnn::ValueSizes &sizes);
  }];
}

#endif // GNN_GRAPHOPS
