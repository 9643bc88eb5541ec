//===- Composition.td - Passes that choose A(XW) or (AX)W - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_TRANSFORMS_COMPOSITION
#define GNN_TRANSFORMS_COMPOSITION

include "mlir/Pass/PassBase.td"

def ReorderAggregation : Pass<"gnn-reorder-aggregation", "ModuleOp"> {
  let summary = "Choose between A(XW) and (AX)W for each layer";
  let description = [{
    Sum and mean are linear, so that `aggr(x) w^T + b = aggr(x w^T) + b`, also
    with a scaling of rows between the two, as GCN normalisation has it. With `E`
    edges, `N` nodes, `I` input and `O` output channels the left side takes
    `E I + N I O` multiply-adds and the right side `N I O + E O`. Whatever the
    graph, the narrower side of the product is the one to aggregate: `order=auto`
    multiplies first where `O < I`, and aggregates first where `I < O`. Where `x`
    are sparse features made dense, the right side can read them sparse and is
    taken for every `O`.

    Where the graph is known, by the file `data` or by `nodes` and `edges`,
    `order=auto` takes the form that the time model (see `gnn-print-cost`) predicts
    to be the faster. A product behind the aggregate multiplies its rows while they
    are in a cache, which on few edges is more than narrower rows save; a scaling of
    the features is a pass of its own in front of the aggregate, but joins a
    product's rows. `gnn-version-aggregation` chooses where the graph is not known.

    `order=multiply-first` and `order=aggregate-first` force one form wherever
    it is possible, to compare them (`benchmarks/composition.py`), and `order=keep`
    leaves the model as it is. The module keeps a forced order, or `keep` where the
    graph was known, in its attribute `gnn.aggregation_order`, which later runs with
    `order=auto`, such as those within `gnn-run` and `gnn-compile`, follow.

    What adds to the aggregate the rows that it reads takes part, as GIN's
    `aggr(x) + (1 + eps) x` does: with `z = x w^T` it is `aggr(z) + (1 + eps) z`.

    So do edge weights `p` of one head, the same for all channels of an edge:
    `aggr(p, x) w^T = aggr(p, x w^T)`. An output layer of attention has them, and
    its scores read the product, too. A dot product with rows of `z = x w^T` is one
    with rows of `x`: `head_dot(z, a) = head_dot(x, w^T a)`. So that the product can
    go behind, scores of one head read `x` with the vector `w^T a`, rounded to f32,
    for which the values of both parameters must be known. With `multiply-first` no
    vector is changed, and none is changed back.

    Edge weights must not be of several heads, nobody else may read what is between,
    and a product that is moved behind the aggregate must have no bias: it would be
    added once for every edge, and to the scores.

    ```mlir
    // RUN: gnn-opt --gnn-reorder-aggregation
    // CHECK: %[[Z:.*]] = gnn.linear %{{.*}}, %{{.*}} : (tensor<?x64xf32>, tensor<7x64xf32>) -> tensor<?x7xf32>
    // CHECK: %[[M:.*]] = gnn.aggregate mean %{{.*}}, %[[Z]]
    // CHECK: gnn.bias_add %[[M]]
    func.func @narrow(%graph: !gnn.graph, %x: tensor<?x64xf32>, %w: tensor<7x64xf32>, %b: tensor<7xf32>) -> tensor<?x7xf32> {
      %m = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
      %y = gnn.linear %m, %w bias %b : (tensor<?x64xf32>, tensor<7x64xf32>, tensor<7xf32>) -> tensor<?x7xf32>
      return %y : tensor<?x7xf32>
    }
    ```

    A layer of attention that widens gathers what it reads:

    ```mlir
    // RUN: gnn-opt --gnn-decompose-layers --gnn-reorder-aggregation
    // CHECK: %[[S:.*]] = gnn.head_dot %[[X:.*]], %{{.*}} : (tensor<?x2xf32>, tensor<1x1x2xf32>)
    // CHECK: gnn.head_dot %[[X]], %{{.*}} : (tensor<?x2xf32>, tensor<1x1x2xf32>)
    // CHECK: %[[P:.*]] = gnn.edge_softmax
    // CHECK: %[[A:.*]] = gnn.aggregate sum %{{.*}}, %[[X]] weights %[[P]]
    // CHECK: gnn.linear %[[A]]
    ml_program.global private @w(dense<0.5> : tensor<7x2xf32>) : tensor<7x2xf32>
    ml_program.global private @a(dense<0.25> : tensor<1x1x7xf32>) : tensor<1x1x7xf32>
    func.func @widen(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x7xf32> {
      %w = ml_program.global_load_const @w : tensor<7x2xf32>
      %a = ml_program.global_load_const @a : tensor<1x1x7xf32>
      %y = gnn.gat_conv %graph, %x, %w, %a, %a : (!gnn.graph, tensor<?x2xf32>, tensor<7x2xf32>, tensor<1x1x7xf32>, tensor<1x1x7xf32>) -> tensor<?x7xf32>
      return %y : tensor<?x7xf32>
    }
    ```
  }];
  let options = [
    Option<"order", "order", "std::string", "\"auto\"",
           "Which form to take: auto, multiply-first, aggregate-first, keep">,
    Option<"data", "data", "std::string", "",
           "A data set, whose graph decides">,
    Option<"nodes", "nodes", "int64_t", "0",
           "Nodes of the graph that decides; none where it is unknown">,
    Option<"edges", "edges", "int64_t", "0", "Its edges">,
    Option<"selfLoops", "self-loops", "int64_t", "0",
           "How many of the edges are self loops">,
    Option<"threads", "threads", "unsigned", "2",
           "The threads to predict a time for">,
    Option<"machine", "machine", "std::string", "",
           "Measured rates: zen3 (default), zen5, or a measure-machine file">
  ];
  let statistics = [
    Statistic<"numReordered", "reordered", "Aggregates and products that changed places">,
    Statistic<"numScores", "scores", "Scores that read features instead of a product">
  ];
}

def VersionAggregation : Pass<"gnn-version-aggregation", "ModuleOp"> {
  let summary = "Compile A(XW) and (AX)W where the graph decides between them";
  let description = [{
    The graph of a model is often unknown when it is compiled. For each composition
    of a product and an aggregate (see `gnn-reorder-aggregation`) this pass asks the
    time model for both orders on graphs of 2^10 to 2^24 nodes with 1 to 512 edges
    each. Where one order is at most a tenth slower than the better one on all of
    them, that order is written. Otherwise the two times cross at some number of
    edges a node, which depends on the number of nodes by way of caches and of the
    cost of starting a loop. The function then keeps the order with the narrower
    rows, and a private copy `f_version1` gets the other one. The attribute
    `gnn.versions` says when it is to run: `steps` are pairs `(nodes, edges)`, and
    the first pair with at least the graph's nodes holds; below `edges` edges for
    every 64 nodes the copy is the faster. `row_ptr` is the position, among the
    buffers that the arguments become, of the row pointers of the graph that the
    composition aggregates over. `gnn-dispatch-versions` makes the test.

    `k` compositions with thresholds of their own, largest first, give `k` copies
    and not `2^k`: the copy `f_version2` has the first two in the other order, and
    runs where the test of `f_version1` holds as well as its own.

    A remark explains each choice, and `gnn-print-cost` prints it. Where scores read
    the product nothing is done: their vectors are parameters, which the versions
    share. Nor is it where `gnn-reorder-aggregation` has left an order that was
    asked for or that was chosen for a known graph.

    ```mlir
    // RUN: gnn-opt --gnn-version-aggregation
    // CHECK: func.func @forward(
    // CHECK-SAME: gnn.versions = [{function = @forward_version1, row_ptr = 0 : i64, steps = array<i64:
    // CHECK: gnn.linear
    // CHECK-NEXT: gnn.aggregate
    // CHECK: func.func private @forward_version1(
    // CHECK: gnn.aggregate
    // CHECK-NEXT: gnn.linear
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x96xf32>, %w: tensor<64x96xf32>) -> tensor<?x64xf32> {
      %a = gnn.aggregate mean %graph, %x : (!gnn.graph, tensor<?x96xf32>) -> tensor<?x96xf32>
      %y = gnn.linear %a, %w : (tensor<?x96xf32>, tensor<64x96xf32>) -> tensor<?x64xf32>
      return %y : tensor<?x64xf32>
    }
    ```
  }];
  let options = [
    Option<"threads", "threads", "unsigned", "2",
           "The threads to predict times for">,
    Option<"machine", "machine", "std::string", "",
           "Measured rates: zen3 (default), zen5, or a measure-machine file">
  ];
  let statistics = [
    Statistic<"numReordered", "reordered", "Compositions whose order every graph asks for">,
    Statistic<"numVersions", "versions", "Copies of functions">
  ];
}

#endif // GNN_TRANSFORMS_COMPOSITION
