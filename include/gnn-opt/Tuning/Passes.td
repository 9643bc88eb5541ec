//===- Passes.td - Passes that run the model to decide ---- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_TUNING_PASSES
#define GNN_TUNING_PASSES

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// Recovery
//===----------------------------------------------------------------------===//

def Recover : Pass<"gnn-recover", "ModuleOp"> {
  let summary = "Bring a pruned model close to its original again, without training";
  let description = [{
    Changes parameters of what pruning left, so that the values of the layers come
    close to those of `reference`, the model before pruning, on the features of
    `data`. Labels are not used. Layers are taken in their order, each on the
    inputs that the layers before it, already recovered, now give it.

    A layer's value is linear in its parameters up to the next nonlinearity,
    `Z = sum_i T_i x_i W_i^T + b`, with `T` what happens to rows: the normalised
    adjacency for GCN; GraphSAGE has two terms. `Z0` is that of the reference, of
    the channels that are still there, and `c_n` are row weights
    (`node-weights`, 0 outside `split`):

    * `method=least-squares`: `W, b = argmin sum_n c_n |Z_n - Z0_n|^2 + l |W - W0|^2`,
      all parameters of a layer at once, in closed form on the Gram matrix of the
      features `T x`; `l` is `ridge` times the mean of its diagonal, and `W0` what
      the weights were. Zeros of a `#gnn.csr` weight stay zeros.
    * `method=bias`: `b += mean of Z0 - Z`.
    * `method=batch-norm`: the running mean and variance of batch normalisations
      become those of the model's own values. Needs no reference.

    He, Zhang and Sun, "Channel pruning for accelerating very deep neural
    networks", 2017, refit convolutions so. A layer that computes what it did
    before, as one whose inputs were not pruned does, stays; so does a parameter
    that several ops read, and a layer of more than `max-features` features. A
    remark says for each layer what its relative error `|Z - Z0| / |Z0|` was and
    is. Layer ops are seen through.

    A singular Gram matrix is an error with `ridge=0`.

    ```mlir
    // RUN: gnn-opt --verify-each
    ml_program.global private @lin.weight(dense<[[1.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
    func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
      %w = ml_program.global_load_const @lin.weight : tensor<1x2xf32>
      %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    }
    ```
  }];
  let options = [
    Option<"method", "method", "std::string", "\"least-squares\"",
           "What changes: least-squares, bias, batch-norm">,
    Option<"data", "data", "std::string", "", "The data file">,
    Option<"split", "split", "std::string", "\"all\"",
           "What counts: all, train, val, test, fold:K">,
    Option<"nodeWeights", "node-weights", "std::string", "\"uniform\"",
           "How much each counts: uniform, train, degree, class">,
    Option<"reference", "reference", "std::string", "",
           "The model before pruning, a file">,
    Option<"function", "function", "std::string", "\"forward\"",
           "The function whose layers are recovered">,
    Option<"ridge", "ridge", "double", "1e-4",
           "The ridge over the mean of the Gram matrix's diagonal">,
    Option<"maxFeatures", "max-features", "int64_t", "4096",
           "Layers of more features stay">
  ];
  let statistics = [
    Statistic<"numLayers", "layers", "Layers and normalisations changed">
  ];
  let dependentDialects = ["::mlir::gnn::GNNDialect", "::mlir::func::FuncDialect",
                           "::mlir::ml_program::MLProgramDialect"];
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

def PruneLayers : Pass<"gnn-prune-layers", "ModuleOp"> {
  let summary = "Bypass the layers that change features least";
  let description = [{
    A layer is what lies between features x and features y of the same type: the
    ops that read the parameters of one name (`conv2` for `conv2.lin.weight`) and
    those between them, with the norms by channel and activations that follow.
    Where y is added to x, the sum is the layer's result. Bypassed, its readers
    read x: of a residual network that is the removal of a branch. Its parameters
    go, and so do all statistics of features, which are others now.

    `layers=conv2,conv3` names the layers to bypass; a name may be that of a larger
    part of the model, such as `encoder`. With `count=N`, only the N of least block
    influence go, of those named or of all that can be bypassed; it is
    `1 - mean of cos(x_n, y_n)` over the nodes of `split` (Men et al., "ShortGPT:
    layers in large language models are more redundant than you expect", 2024),
    each measured in the whole model, on the graph of `data`.

    This changes results; `gnn-recover` can bring them closer again. The ledger has
    an entry for each layer; Ledger.h has its format.

    ```mlir
    // RUN: gnn-opt --gnn-prune-layers="layers=lin2"
    // CHECK-NOT: @lin2
    // CHECK: %[[H:.*]] = gnn.linear
    // CHECK-NEXT: return %[[H]]
    ml_program.global private @lin1.weight(dense<1.0> : tensor<2x3xf32>) : tensor<2x3xf32>
    ml_program.global private @lin2.weight(dense<1.0> : tensor<2x2xf32>) : tensor<2x2xf32>
    func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x2xf32> {
      %w1 = ml_program.global_load_const @lin1.weight : tensor<2x3xf32>
      %w2 = ml_program.global_load_const @lin2.weight : tensor<2x2xf32>
      %h = gnn.linear %x, %w1 : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
      %z = gnn.linear %h, %w2 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      %y = gnn.relu %z : tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    }
    ```
  }];
  let options = [
    ListOption<"layers", "layers", "std::string",
               "Layers or parts of the model to bypass">,
    Option<"count", "count", "int64_t", "0",
           "How many go, those of least influence; 0: all that are named">,
    Option<"data", "data", "std::string", "",
           "The data file to measure influence on">,
    Option<"split", "split", "std::string", "\"all\"",
           "The nodes that count: all, train, val, test, fold:K">,
    Option<"function", "function", "std::string", "\"forward\"",
           "The function to run">,
    Option<"ledger", "ledger", "std::string", "", "A JSON file to write">
  ];
  let statistics = [
    Statistic<"numLayers", "layers", "Layers bypassed">
  ];
  let dependentDialects = ["::mlir::gnn::GNNDialect", "::mlir::func::FuncDialect",
                           "::mlir::ml_program::MLProgramDialect"];
}

#endif // GNN_TUNING_PASSES
