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
// Calibration
//===----------------------------------------------------------------------===//

def Calibrate : Pass<"gnn-calibrate", "ModuleOp"> {
  let summary = "Attach statistics of features to the weights that multiply them";
  let description = [{
    Runs a copy of `function` on `data`, in double precision on the reference
    interpreter, and attaches to every weight `[O, C]`, as `gnn.statistics`, what
    it saw of the features `x` that the weight multiplies: for the neighbour branch
    of GraphSAGE the aggregated ones. Over rows n that count `c_n`, for each of the
    C channels k:

    * `mean` = sum_n c_n x_nk / sum_n c_n, `mean_abs` that of |x_nk|, `variance`
      that of (x_nk - mean_k)^2, `zeros` the fraction of exact zeros, `min`, `max`;
    * `entropy` = -sum_b p_b log p_b, in nats, of a histogram of 32 equal bins from
      `min` to `max`;
    * `gram` [C, C] = sum_n c_n (T x)_n^T (T x)_n, where `T` is what happens to the
      rows of the product before the next nonlinearity: for GCN the normalised
      adjacency. None is made of more than `max-gram` channels, which is a remark.

    Rows are nodes of `split`, and count 1 (`node-weights=uniform`), 1 in the train
    mask only (`train`), their in-degree (`degree`), or so much that all classes
    have the same total (`class`). A node of a graph set is in the split that its
    graph is in. Nothing looks at labels, so that by default all nodes count, as in
    `gnn-recover` and `gnn-prune`; `split=train` leaves out features that a user
    may not have yet. Rows that are graphs count as their graph does, those that are
    edges 1, which a remark says. A weight that several ops read gets the sum over
    all of them; an attention vector counts heads as rows.

    Sparse features are never written out densely, and what statistics need
    beside the model's own values does not grow with the number of nodes.

    `save` writes the statistics to a safetensors file, as `PARAMETER.mean` and so
    on, with a fingerprint of model, data and options; `load` attaches them from
    there and runs nothing. A file with another fingerprint is refused; that of
    the data is compared where `data` is given. Whoever slices a weight's inputs
    drops its statistics; what lies behind keeps those of before.

    Layer ops are an error: what they multiply may not be what they are given.

    ```mlir
    // RUN: gnn-opt --gnn-calibrate="data=%root/examples/digits/digits.safetensors split=val" --gnn-print-statistics
    // CHECK: statistics of @lin.weight: 64 channels, 360 rows, gram 64 x 64
    ml_program.global private @lin.weight(dense<0.5> : tensor<2x64xf32>) : tensor<2x64xf32>
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x2xf32> {
      %w = ml_program.global_load_const @lin.weight : tensor<2x64xf32>
      %h = gnn.linear %x, %w : (tensor<?x64xf32>, tensor<2x64xf32>) -> tensor<?x2xf32>
      %y = gnn.aggregate mean %graph, %h : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    }
    ```
  }];
  let options = [
    Option<"data", "data", "std::string", "", "The data file">,
    Option<"split", "split", "std::string", "\"all\"",
           "Whose rows count: all, train, val, test, fold:K">,
    Option<"function", "function", "std::string", "\"forward\"",
           "The function to run">,
    Option<"nodeWeights", "node-weights", "std::string", "\"uniform\"",
           "How much each row counts: uniform, train, degree, class">,
    Option<"gram", "gram", "bool", "true", "Whether to make Gram matrices">,
    Option<"maxGram", "max-gram", "int64_t", "2048",
           "The most channels of which a Gram matrix is made">,
    Option<"save", "save", "std::string", "", "A safetensors file to write">,
    Option<"load", "load", "std::string", "",
           "A safetensors file to read instead of running">
  ];
  let statistics = [
    Statistic<"numWeights", "weights", "Weights that got statistics">
  ];
  let dependentDialects = ["::mlir::gnn::GNNDialect", "::mlir::func::FuncDialect",
                           "::mlir::ml_program::MLProgramDialect"];
}

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
    // RUN: gnn-opt -o %t
    // RUN: gnn-opt --gnn-prune-channels="ratio=0.5" --gnn-recover="data=%root/examples/digits/digits.safetensors reference=%t" --remarks-filter=recover
    // CHECK: Remark="lin1.weight computes what it did before"
    // CHECK: Remark="lin2.weight refitted"
    ml_program.global private @lin1.weight(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
    ml_program.global private @lin2.weight(dense<[[1.0, 1.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
    ml_program.global private @pixel(dense<1.0> : tensor<1x64xf32>) : tensor<1x64xf32>
    func.func @forward(%x: tensor<?x64xf32>) -> tensor<?x1xf32> {
      %p = ml_program.global_load_const @pixel : tensor<1x64xf32>
      %w1 = ml_program.global_load_const @lin1.weight : tensor<2x1xf32>
      %w2 = ml_program.global_load_const @lin2.weight : tensor<1x2xf32>
      %s = gnn.linear %x, %p : (tensor<?x64xf32>, tensor<1x64xf32>) -> tensor<?x1xf32>
      %h = gnn.linear %s, %w1 : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
      %r = gnn.relu %h : tensor<?x2xf32>
      %y = gnn.linear %r, %w2 : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
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

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

def Prune : Pass<"gnn-prune", "ModuleOp"> {
  let summary = "Prune a model, in the right order, to a ratio or a budget";
  let description = [{
    What a user would do by hand, and a table on stderr of what each step did:

    1. `gnn-decompose-layers`, so that analyses see through layers;
    2. `gnn-eliminate-dead-neurons`: what changes no result needs no score. What
       is dead is proved for every input, with `prove-for=data` for features
       between the least and the largest of each column of `data`, and with
       `graph` for these on its graph only;
    3. `gnn-calibrate`, if the criterion looks at data, and then what
       `granularity` names: `gnn-prune-channels` (`channels`), `gnn-prune-heads`
       (`heads`), `gnn-prune-layers` (`layers`), `gnn-prune-channels` on the
       features that the function takes (`inputs`), or `gnn-prune-weights`
       (`weights`);
    4. `gnn-recover` by the method `recovery`, with the model after step 1 as the
       reference;
    5. 3 and 4 again for what goes after that: input features with `inputs`, and
       then weights with `granularity=hybrid`, channels before them;
    6. `gnn-eliminate-dead-neurons`: channels whose last weight went.

    `ratio` is the fraction that goes of the channels of each group, of the heads
    or the features of each layer, of the layers that can be bypassed, or of all
    weights. Of what goes after something else, `input-ratio` of the features and
    `sparsity` of the weights go, by default as much.

    In place of `ratio`, a target: the least ratio, in steps of one channel or head
    of the largest group, one layer, or a hundredth of the features or weights,
    with which the model costs no more than `target-macs` (multiply-adds on the
    graph of `data`, of the model as `gnn-optimize-pipeline` leaves it),
    `target-bytes` (four for each stored parameter), `target-object-bytes` or
    `target-latency` (milliseconds); `0.5x` is half of what the model costs as it
    is. The costs of multiply-adds and bytes are counted. For latency the cost
    model says where to begin; candidates are compiled for this machine and timed
    on `data` by turns with the original, `repeat` times each and longer where the
    target is too near to tell, and what is found is timed again. With `inputs`,
    what channels alone cannot meet channels and features may: of several pairs
    that meet the target the one is taken whose recovered model comes nearest to
    the original's results. A target that nothing meets is an error, which says how
    near the nearest candidate came.

    Where features go behind a `gnn.normalize_features`, rows are divided by the
    sum of those that are left: a remark says so, the table what it changes, and
    least squares fits the first layer to it. Who runs the model gives it the
    features that are left, as `gnn-run` does.

    `scope` and `normalize` are those of what goes first, `weight-scope` and
    `weight-normalize` those of weights that go after it; `protect` and `only` name
    parts of the model, as for `gnn-prune-channels`, which keep their channels and
    heads, or alone lose any. `criterion` is one of `gnn-prune-channels`, for
    channels, heads and features (by default `l2`, and `greedy-least-squares`,
    which asks what recovery will lose, where that is least squares and features
    stay), or of `gnn-prune-weights` (`magnitude`); layers go by block influence.
    `input-criterion` and `weight-criterion` are those of what goes later. With
    `merge`, channels that go are added to the one that is most like them. Labels
    are not looked at but by `split`: the table compares results with those of the
    original, by `|y - y0| / |y0|` (Frobenius norms) and the fraction of rows that
    keep their largest element.

    ```mlir
    // RUN: gnn-opt --gnn-prune="ratio=0.5"
    // CHECK: step parameters nonzero multiply-adds
    // CHECK-NEXT: original 8 8 10
    // CHECK-NEXT: dead removed 8 8 10
    // CHECK-NEXT: channels pruned 4 4 5
    // CHECK: %[[H:.*]] = gnn.linear %{{.*}}, %{{.*}} : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
    // CHECK: %[[R:.*]] = gnn.relu %[[H]]
    // CHECK: gnn.linear %[[R]], %{{.*}} : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
    ml_program.global private @lin1.weight(dense<[[4.0, 1.0], [0.1, 0.2]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    ml_program.global private @lin2.weight(dense<[[1.0, 1.0], [2.0, 0.5]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %w1 = ml_program.global_load_const @lin1.weight : tensor<2x2xf32>
      %w2 = ml_program.global_load_const @lin2.weight : tensor<2x2xf32>
      %h = gnn.linear %x, %w1 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      %r = gnn.relu %h : tensor<?x2xf32>
      %y = gnn.linear %r, %w2 : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    }
    ```
  }];
  let options = [
    Option<"data", "data", "std::string", "",
           "The data file that criteria, recovery and targets look at">,
    Option<"split", "split", "std::string", "\"all\"",
           "The items that criteria and recovery look at: all, train, val, test, fold:K">,
    Option<"function", "function", "std::string", "\"forward\"",
           "The function that is compared, counted and timed">,
    Option<"granularity", "granularity", "std::string", "\"channels\"",
           "What goes: channels, heads, layers, inputs, weights, hybrid (channels, then weights)">,
    Option<"inputs", "inputs", "bool", "false",
           "Whether input features may go too">,
    Option<"merge", "merge", "bool", "false",
           "Whether channels that go are added to what is most like them">,
    Option<"criterion", "criterion", "std::string", "",
           "What ranks what goes first">,
    Option<"inputCriterion", "input-criterion", "std::string", "",
           "What ranks input features that go later">,
    Option<"weightCriterion", "weight-criterion", "std::string", "",
           "What ranks weights that go later">,
    Option<"ratio", "ratio", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "The fraction that goes, 0 to 1">,
    Option<"inputRatio", "input-ratio", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "The fraction of input features that go later, 0 to 1">,
    Option<"sparsity", "sparsity", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "The fraction of weights that go later, 0 to 1">,
    Option<"targetMacs", "target-macs", "std::string", "",
           "Multiply-adds that the model may cost: 0.5x, or a number">,
    Option<"targetBytes", "target-bytes", "std::string", "",
           "Bytes that its parameters may take: 0.5x, or a number">,
    Option<"targetObjectBytes", "target-object-bytes", "std::string", "",
           "Bytes that its object file may have: 0.5x, or a number">,
    Option<"targetLatency", "target-latency", "std::string", "",
           "Milliseconds that it may take on data: 0.5x, or a number">,
    Option<"recovery", "recovery", "std::string", "\"none\"",
           "How to make up for it: none, bias, least-squares, batch-norm">,
    Option<"proveFor", "prove-for", "std::string", "\"any\"",
           "The inputs for which what is dead is proved: any, data, graph">,
    Option<"scope", "scope", "std::string", "",
           "What is ranked with each other, in the words of the pass">,
    Option<"normalize", "normalize", "std::string", "\"none\"",
           "What makes scores comparable, in the words of the pass">,
    Option<"weightScope", "weight-scope", "std::string", "",
           "The scope of weights that go later">,
    Option<"weightNormalize", "weight-normalize", "std::string", "",
           "The normaliser of weights that go later">,
    ListOption<"protect", "protect", "std::string",
               "Parts of the model whose channels and heads stay">,
    ListOption<"only", "only", "std::string",
               "The parts of the model that may lose channels and heads">,
    Option<"roundTo", "round-to", "int64_t", "1",
           "Round channels that stay up to a multiple of this">,
    Option<"pattern", "pattern", "std::string", "\"unstructured\"",
           "In what groups weights go, in the words of gnn-prune-weights">,
    Option<"repeat", "repeat", "unsigned", "30",
           "Timed runs of each candidate, at least">,
    Option<"threads", "threads", "unsigned", "0",
           "Threads of timed runs; 0: as many as OpenMP takes">,
    Option<"ledger", "ledger", "std::string", "", "A JSON file to write">
  ];
}

#endif // GNN_TUNING_PASSES
