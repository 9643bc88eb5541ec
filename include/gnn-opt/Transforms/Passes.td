//===- Passes.td - gnn -> gnn passes that do not prune ---- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_TRANSFORMS_PASSES
#define GNN_TRANSFORMS_PASSES

include "include/gnn-opt/Transforms/Composition.td"
include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// Parameters in and out
//===----------------------------------------------------------------------===//

def LoadParams : Pass<"gnn-load-params", "ModuleOp"> {
  let summary = "Give parameters the values of a safetensors file";
  let description = [{
    Fills every parameter whose value is `#ml_program.extern` with the tensor of
    the same name. F64, F16 and BF16 become f32, which a remark says. A parameter
    that already has a value takes the tensor of its name where there is one, as
    a state dict overwrites a buffer, and keeps its value otherwise.

    Two spellings of PyG are one name each: `conv.lin_src.weight` of an older
    GATConv is `conv.lin.weight`, and `bn.module.weight` of its BatchNorm is
    `bn.weight`.

    Each missing tensor, wrong shape or dtype, NaN or infinity is an error. One
    remark lists the tensors that no parameter uses, without `ref.*` and the
    `num_batches_tracked` of a loaded batch normalisation.

    ```mlir
    // RUN: gnn-opt --gnn-save-params="file=%t"
    // RUN: gnn-opt --gnn-load-params="file=%t"
    // CHECK: ml_program.global private @lin.bias(dense_resource<lin.bias> : tensor<2xf32>)
    ml_program.global private @lin.bias(dense<[1.0, 2.0]> : tensor<2xf32>) : tensor<2xf32>
    ```
  }];
  let options = [
    Option<"file", "file", "std::string", "",
           "The safetensors file to read">
  ];
  let statistics = [
    Statistic<"numLoaded", "loaded", "Parameters given the values of a tensor">,
    Statistic<"numConverted", "converted", "Tensors converted to f32">,
    Statistic<"numUnused", "unused", "Tensors that no parameter uses">
  ];
}

def SaveParams : Pass<"gnn-save-params", "ModuleOp"> {
  let summary = "Write the values of all parameters to a safetensors file";
  let description = [{
    Every parameter becomes an F32 tensor of its name, those with the `#gnn.csr`
    encoding with their zeros. The file appears whole or not at all, and
    `gnn-load-params` reads it back. A parameter without a value is an error.

    ```mlir
    // RUN: gnn-opt --gnn-save-params="file=%t"
    ml_program.global private @lin.bias(dense<[1.0, 2.0]> : tensor<2xf32>) : tensor<2xf32>
    ```
  }];
  let options = [
    Option<"file", "file", "std::string", "",
           "The safetensors file to write">
  ];
  let statistics = [
    Statistic<"numSaved", "saved", "Parameters written">
  ];
}

//===----------------------------------------------------------------------===//
// Layers and core ops
//===----------------------------------------------------------------------===//

def DecomposeLayers : Pass<"gnn-decompose-layers"> {
  let summary = "Replace the published layers by core ops";
  let description = [{
    Writes each layer op as its formula. With `N = D^(-1/2)` from `gnn.gcn_norm`,
    `A` the sum over in-neighbours and `z = x w^T`:

    * `gcn_conv`: `N (A (N z)) + b`, without `normalize` `A z + b`
    * `sage_conv`: `aggr(x) w^T + b + x r^T`, then divided by its row norm where
      `normalize` is set
    * `gat_conv`: scores `<att_src, z[j]> + <att_dst, z[i]>` on edges, leaky ReLU,
      softmax over rows, weighted sum of `z`, mean over heads unless `concat`, `+ b`
    * `gin_conv`: `A x + (1 + eps) x`

    `cse` afterwards shares the self loops and norms of several layers.

    ```mlir
    // RUN: gnn-opt --gnn-decompose-layers
    // CHECK: %[[LOOPS:.*]] = gnn.add_self_loops %[[GRAPH:.*]] :
    // CHECK: %[[Z:.*]] = gnn.linear
    // CHECK: %[[NORM:.*]] = gnn.gcn_norm %[[LOOPS]]
    // CHECK: %[[SOURCE:.*]] = gnn.scale_rows %[[Z]], %[[NORM]]
    // CHECK: %[[SUM:.*]] = gnn.aggregate sum %[[LOOPS]], %[[SOURCE]]
    // CHECK: %[[TARGET:.*]] = gnn.scale_rows %[[SUM]], %[[NORM]]
    // CHECK: gnn.bias_add %[[TARGET]]
    func.func @layer(%graph: !gnn.graph, %x: tensor<?x8xf32>, %w: tensor<4x8xf32>, %b: tensor<4xf32>) -> tensor<?x4xf32> {
      %y = gnn.gcn_conv %graph, %x, %w bias %b
        : (!gnn.graph, tensor<?x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
  let statistics = [
    Statistic<"numDecomposed", "decomposed", "Layers replaced by core ops">
  ];
}

def FuseAttention : Pass<"gnn-fuse-attention"> {
  let summary = "Compute attention without stored edge values";
  let description = [{
    Replaces `gnn.edge_add`, `gnn.leaky_relu`, `gnn.edge_softmax` and the
    `gnn.aggregate sum` that they weight by one `gnn.attention`, where all are on
    one graph and nobody else reads the edge values between them.

    ```mlir
    // RUN: gnn-opt --gnn-fuse-attention
    // CHECK: gnn.attention %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {negative_slope = 2.000000e-01 : f64}
    // CHECK-NOT: gnn.edge_softmax
    func.func @chain(%graph: !gnn.graph, %z: tensor<?x8xf32>, %s: tensor<?x2xf32>, %t: tensor<?x2xf32>) -> tensor<?x8xf32> {
      %e = gnn.edge_add %graph, %s, %t : (!gnn.graph, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
      %r = gnn.leaky_relu %e {negative_slope = 2.000000e-01 : f64} : tensor<?x2xf32>
      %p = gnn.edge_softmax %graph, %r : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
      %y = gnn.aggregate sum %graph, %z weights %p : (!gnn.graph, tensor<?x8xf32>, tensor<?x2xf32>) -> tensor<?x8xf32>
      return %y : tensor<?x8xf32>
    }
    ```
  }];
  let statistics = [
    Statistic<"numFused", "fused", "Attention chains made one op">
  ];
}

def InlineSelfLoops : Pass<"gnn-inline-self-loops"> {
  let summary = "Count self loops beside a graph instead of in a copy of it";
  let description = [{
    `gnn.add_self_loops` copies a graph of `E` edges and `N` nodes: `4 E + 12 N` more
    bytes, and a pass over all edges. With `m[i] = 1 - n[i]` from
    `gnn.missing_self_loops`, `n[i]` the number of loops that node `i` has, and `A`
    the graph as it is, the ops that read the copy become:

    * `gnn.aggregate sum` without weights: `sum over A of x[j] + m[i] x[i]`, in the
      loop over the rows of the sum
    * `gnn.gcn_norm`: `(d[i] + m[i])^(-1/2)`
    * `gnn.attention`: node `i` is its own neighbour `m[i]` times more

    All readers of the copy are rewritten, or none, and a remark says which one needs
    it. Results are the same up to rounding; where `x[i]` is infinite and `m[i]` is 0,
    a sum is not a number.

    ```mlir
    // RUN: gnn-opt --gnn-inline-self-loops
    // CHECK: func.func @forward(%[[GRAPH:.*]]: !gnn.graph, %[[X:.*]]: tensor<?x4xf32>)
    // CHECK-NEXT: %[[MISSING:.*]] = gnn.missing_self_loops %[[GRAPH]]
    // CHECK-NEXT: %[[NORM:.*]] = gnn.gcn_norm %[[GRAPH]] missing %[[MISSING]]
    // CHECK-NEXT: %[[S:.*]] = gnn.scale_rows %[[X]], %[[NORM]]
    // CHECK-NEXT: %[[SUM:.*]] = gnn.aggregate sum %[[GRAPH]], %[[S]]
    // CHECK-NEXT: gnn.add_scaled_rows %[[SUM]], %[[S]], %[[MISSING]]
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
      %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
      %norm = gnn.gcn_norm %loops : (!gnn.graph) -> tensor<?xf32>
      %s = gnn.scale_rows %x, %norm : (tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
      %y = gnn.aggregate sum %loops, %s : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
  let statistics = [
    Statistic<"numInlined", "inlined", "Graphs with self loops that are no longer made">
  ];
}

def HoistPreparation : Pass<"gnn-hoist-preparation", "ModuleOp"> {
  let summary = "Move what depends on the graph alone into a function of its own";
  let description = [{
    Self loops and the factors of GCN normalisation are the same for every run on
    one graph. For each public function `f` the ops that read its graphs, or each
    other, and nothing else, move into a function `f_prepare` of the graphs. `f`
    takes their results as arguments behind its own and names `f_prepare` in its
    attribute `gnn.prepared_by`; `gnn.prepares` of `f_prepare` says of each result
    whether it is a `graph` or `node_scalars`, which lowered code no longer shows.

    ```mlir
    // RUN: gnn-opt --gnn-hoist-preparation
    // CHECK-LABEL: func.func @forward_prepare(%{{.*}}: !gnn.graph) -> (!gnn.graph, tensor<?xf32>)
    // CHECK: gnn.add_self_loops
    // CHECK: gnn.gcn_norm
    // CHECK-LABEL: func.func @forward(
    // CHECK-SAME: %{{.*}}: !gnn.graph, %[[X:.*]]: tensor<?x4xf32>, %[[LOOPS:.*]]: !gnn.graph, %[[NORM:.*]]: tensor<?xf32>)
    // CHECK-SAME: gnn.prepared_by = @forward_prepare
    // CHECK-NEXT: gnn.scale_rows %[[X]], %[[NORM]]
    // CHECK-NEXT: gnn.aggregate sum %[[LOOPS]]
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
      %loops = gnn.add_self_loops %graph : (!gnn.graph) -> !gnn.graph
      %norm = gnn.gcn_norm %loops : (!gnn.graph) -> tensor<?xf32>
      %s = gnn.scale_rows %x, %norm : (tensor<?x4xf32>, tensor<?xf32>) -> tensor<?x4xf32>
      %y = gnn.aggregate sum %loops, %s : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
  let statistics = [
    Statistic<"numHoisted", "hoisted", "Ops moved into a preparation">
  ];
}

def OrderNodes : Pass<"gnn-order-nodes", "ModuleOp"> {
  let summary = "Have a preparation renumber the nodes of its graph";
  let description = [{
    Rows that are gathered close after one another are found in a cache where they
    lie close together. `order=degree` numbers the nodes by the edges that read
    them, most first; `order=rcm` breadth first from a node of few readers,
    neighbours of few readers first, reversed (Cuthill and McKee, "Reducing the
    bandwidth of sparse symmetric matrices", 1969). A preparation (see
    `gnn-hoist-preparation`, behind which this pass runs) finds the order and brings
    the graph into it; each run brings the features into the order and the results
    out of it. The edges of a row stay in their order, so that results are those of
    the graph as it was, but for rows that are summed up in parts.

    The pass marks each public function `f` that `gnn-record-signature` has seen
    with `gnn.node_order`, and gives it an empty `f_prepare` where it has none;
    `gnn-apply-node-order` does the work on the lowered function. Functions with a
    batch of graphs, several graphs, sparse features, or results that have no row a
    node stay as they are, which a remark says. `order=none` does nothing.

    ```mlir
    // RUN: gnn-opt --gnn-record-signature --gnn-order-nodes="order=rcm"
    // CHECK: func.func @forward_prepare(%{{.*}}: !gnn.graph) attributes {gnn.prepares = []}
    // CHECK: func.func @forward({{.*}} attributes {gnn.node_order = "rcm", gnn.prepared_by = @forward_prepare
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
      %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
  let options = [
    Option<"order", "order", "std::string", "\"none\"",
           "The order of the nodes: none, degree, rcm">
  ];
  let statistics = [
    Statistic<"numOrdered", "ordered", "Functions whose nodes are renumbered">
  ];
}

def SparseFeatures : Pass<"gnn-sparse-features", "ModuleOp"> {
  let summary = "Take the input features as compressed sparse rows";
  let description = [{
    Gives the first features argument of every public function the `#gnn.csr`
    encoding, and `gnn.normalize_features` of it too. Ops that read sparse
    features get them as they are, all others through `gnn.to_dense`. Functions
    without features stay; one whose features are sparse already is no error.

    `gnn.normalize_features` then takes the least feature to be an implicit zero.

    ```mlir
    // RUN: gnn-opt --gnn-sparse-features
    // CHECK: func.func @forward(%[[X:.*]]: tensor<?x8xf32, #gnn.csr>
    // CHECK: %[[N:.*]] = gnn.normalize_features %[[X]] : tensor<?x8xf32, #gnn.csr>
    // CHECK: gnn.linear %[[N]]
    func.func @forward(%x: tensor<?x8xf32>, %w: tensor<4x8xf32>) -> tensor<?x4xf32> {
      %n = gnn.normalize_features %x : tensor<?x8xf32>
      %y = gnn.linear %n, %w : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
  let statistics = [
    Statistic<"numRetyped", "retyped", "Functions whose features became sparse">
  ];
}

//===----------------------------------------------------------------------===//
// What the lowering is told
//===----------------------------------------------------------------------===//

def SelectSparseFormat : Pass<"gnn-select-sparse-format", "ModuleOp"> {
  let summary = "Choose dense, block or unstructured code for each weight";
  let description = [{
    Every weight that dense features are multiplied with gets the encoding of the
    form that is predicted to be the fastest, by its values:

    * none: all weights are multiplied.
    * `#gnn.block<16>` or `#gnn.block<8>`: so many outputs of an input are
      multiplied together, unless all of these weights are zero.
    * `#gnn.csr`: weights that are not zero are multiplied one by one.

    The predicted cycles of a row are linear in the weights that the form
    multiplies, in the inputs, and in the outputs. The factors come from measured
    curves, see docs/rationale/sparse-weights.md; a form must win by more than they
    scatter, so that no layer becomes slower than its dense form, on any of
    `vector-widths`: an object that holds code for several processors has one form
    of each weight. A remark gives the predictions for each weight with zeros.

    A zero that is not multiplied counts as zero for every feature, also for one
    that is infinite or no number. Weights that sparse features are multiplied with
    stay as they are: their product reads columns with the zeros.

    `format` forces a form: `dense`, `block` (of 16), `unstructured`. `keep` leaves
    the encodings as they are.

    ```mlir
    // RUN: gnn-opt --gnn-select-sparse-format
    // CHECK: ml_program.global private @w({{.*}} : tensor<16x64xf32, #gnn.block<16>>) : tensor<16x64xf32, #gnn.block<16>>
    // CHECK: ml_program.global private @full({{.*}} : tensor<16x64xf32>) : tensor<16x64xf32>
    ml_program.global private @w(dense<0.0> : tensor<16x64xf32>) : tensor<16x64xf32>
    ml_program.global private @full(dense<1.0> : tensor<16x64xf32, #gnn.csr>) : tensor<16x64xf32, #gnn.csr>
    func.func @forward(%x: tensor<?x64xf32>) -> (tensor<?x16xf32>, tensor<?x16xf32>) {
      %w = ml_program.global_load_const @w : tensor<16x64xf32>
      %full = ml_program.global_load_const @full : tensor<16x64xf32, #gnn.csr>
      %y = gnn.linear %x, %w : (tensor<?x64xf32>, tensor<16x64xf32>) -> tensor<?x16xf32>
      %z = gnn.linear %x, %full : (tensor<?x64xf32>, tensor<16x64xf32, #gnn.csr>) -> tensor<?x16xf32>
      return %y, %z : tensor<?x16xf32>, tensor<?x16xf32>
    }
    ```
  }];
  let options = [
    Option<"format", "format", "std::string", "\"auto\"",
           "The form of every weight: auto, dense, block, unstructured, keep">,
    ListOption<"vectorWidths", "vector-widths", "int64_t",
               "How many f32 a vector holds, for each version of the code; 8 "
               "where none is given">
  ];
  let statistics = [
    Statistic<"numBlocked", "block", "Weights multiplied in blocks">,
    Statistic<"numUnstructured", "unstructured", "Weights multiplied one by one">
  ];
}

//===----------------------------------------------------------------------===//
// Arithmetic on trained values
//===----------------------------------------------------------------------===//

def FoldParameters : Pass<"gnn-fold-parameters", "ModuleOp"> {
  let summary = "Compute with trained values what does not depend on the input";
  let description = [{
    * Batch normalisation `s x + (beta - m s)`, `s = g / sqrt(v + eps)`, after a
      linear layer, also through biases, residual sums, row scaling and sum or
      mean aggregation: rows of the weight and entries of the biases are
      multiplied by `s`, and the rest becomes a bias.
    * `W2 (W1 x + b1) + b2` becomes `(W2 W1) x + (W2 b1 + b2)` where that takes
      fewer multiply-adds a row.
    * `gnn.transpose` of a parameter is applied to its values.
    * Biases that are added one after the other become one.

    Sums are in double precision and stored as f32. A value read elsewhere too is
    changed in a copy. `symbol-dce` removes parameters that nobody loads any
    more. What cannot be folded is left, and a missed remark says why.

    ```mlir
    // RUN: gnn-opt --gnn-fold-parameters
    // CHECK: %[[Y:.*]] = gnn.linear %{{.*}}, %{{.*}} bias
    // CHECK-NEXT: return %[[Y]]
    ml_program.global private @w(dense<[[1.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
    ml_program.global private @b(dense<[3.0]> : tensor<1xf32>) : tensor<1xf32>
    func.func @normalized(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
      %w = ml_program.global_load_const @w : tensor<1x2xf32>
      %b = ml_program.global_load_const @b : tensor<1xf32>
      %y = gnn.linear %x, %w bias %b : (tensor<?x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<?x1xf32>
      %z = gnn.batch_norm %y, %b, %b, %b, %b
        : (tensor<?x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
      return %z : tensor<?x1xf32>
    }
    ```
  }];
  let statistics = [
    Statistic<"numBatchNorms", "batch-norms", "Batch normalisations folded">,
    Statistic<"numLinears", "linears", "Pairs of linear layers multiplied">,
    Statistic<"numTransposes", "transposes", "Transposes applied to values">
  ];
}

#endif // GNN_TRANSFORMS_PASSES
