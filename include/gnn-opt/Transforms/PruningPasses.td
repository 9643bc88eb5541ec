//===- PruningPasses.td - Passes that make a model smaller - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_TRANSFORMS_PRUNING_PASSES
#define GNN_TRANSFORMS_PRUNING_PASSES

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// By score
//===----------------------------------------------------------------------===//

def PruneWeights : Pass<"gnn-prune-weights", "ModuleOp"> {
  let summary = "Make the least important weights zero, and say so in the type";
  let description = [{
    Weights are the elements of the matrices that an op multiplies features with.
    Biases, norms and attention vectors stay. The score of a weight w is `|w|`
    (`criterion=magnitude`) or a random number (`random`, by `seed`).

    With `sparsity=s`, of n weights the `round(s * n)` with the lowest scores
    become zero, those with the lower index first where scores are equal:
    of all matrices together (`scope=global`, one threshold), of each matrix
    (`layer`), or of each row, that is of each output channel (`output`). Weights
    that are zero already count. With `threshold=t`, all with `|w| < t` do.

    A matrix that lost weights gets the `#gnn.csr` encoding, if all its readers
    multiply with it, and is compiled as a sparse one. Only nonzero weights that
    became zero are recorded in the ledger; Ledger.h has its format.

    ```mlir
    // RUN: gnn-opt --gnn-prune-weights="sparsity=0.5"
    // CHECK: ml_program.global private @lin.weight({{.*}} : tensor<2x2xf32, #gnn.csr>) : tensor<2x2xf32, #gnn.csr>
    ml_program.global private @lin.weight(dense<[[3.0, 0.1], [-0.2, 4.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
    func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %w = ml_program.global_load_const @lin.weight : tensor<2x2xf32>
      %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
      return %y : tensor<?x2xf32>
    }
    ```
  }];
  let options = [
    Option<"criterion", "criterion", "std::string", "\"magnitude\"",
           "What ranks weights: magnitude, random">,
    Option<"sparsity", "sparsity", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "The fraction of weights that become zero, 0 to 1">,
    Option<"threshold", "threshold", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "Weights of a smaller magnitude become zero">,
    Option<"scope", "scope", "std::string", "\"global\"",
           "What weights are ranked with each other: global, layer, output">,
    Option<"seed", "seed", "uint64_t", "0", "Seed of criterion=random">,
    Option<"ledger", "ledger", "std::string", "", "A JSON file to write">
  ];
  let statistics = [
    Statistic<"numRemoved", "removed", "Nonzero weights that became zero">,
    Statistic<"numMatrices", "matrices", "Matrices that weights were removed of">
  ];
}

def PruneChannels : Pass<"gnn-prune-channels", "ModuleOp"> {
  let summary = "Remove the least important channels through all their users";
  let description = [{
    A channel goes from every tensor that has it at once: the rows of the weights
    that produce it, their biases and norms, the columns of the weights that read
    it, at all heads. `gnn-print-channel-groups` shows what goes together.

    The score of channel k, with W(k) the elements of all trained parameters in
    its slices, is `sum |w|` (`criterion=l1`), `sqrt(sum w^2)` (`l2`), or a random
    number (`random`, by `seed`). Of a group's n channels the
    `floor(ratio * n)` with the lowest scores go, those with the lower index
    first where scores are equal; then the number that stays is rounded up to a
    multiple of `round-to`. One channel always stays.

    `groups=conv1:0.25,conv2:0` gives groups ratios of their own; without
    `ratio`, all others stay. Results of
    functions stay as they are, and so do their arguments unless `inputs` is set.
    Where an op makes the channels of a row depend on each other (layer
    normalisation), pruning changes what the others see; a remark says so.

    Parameters keep, as `gnn.channels`, the original index of each index, and the
    ledger has an entry for each channel; Ledger.h has its format.

    ```mlir
    // RUN: gnn-opt --gnn-prune-channels="ratio=0.5"
    // CHECK: %[[H:.*]] = gnn.linear %{{.*}}, %{{.*}} : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
    // CHECK: gnn.linear %[[H]], %{{.*}} : (tensor<?x1xf32>, tensor<2x1xf32>) -> tensor<?x2xf32>
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
    Option<"criterion", "criterion", "std::string", "\"l2\"",
           "What ranks channels: l1, l2, random">,
    Option<"ratio", "ratio", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "The fraction of channels to remove of each group, 0 to 1">,
    ListOption<"groups", "groups", "std::string",
               "NAME:RATIO, the ratio of one group">,
    Option<"roundTo", "round-to", "int64_t", "1",
           "Round the number of channels that stay up to a multiple of this">,
    Option<"inputs", "inputs", "bool", "false",
           "Whether input features may go too">,
    Option<"seed", "seed", "uint64_t", "0", "Seed of criterion=random">,
    Option<"ledger", "ledger", "std::string", "", "A JSON file to write">
  ];
  let statistics = [
    Statistic<"numGroups", "groups", "Groups that lost channels">,
    Statistic<"numChannels", "channels", "Channels removed">
  ];
}

//===----------------------------------------------------------------------===//
// By proof
//===----------------------------------------------------------------------===//

def EliminateDeadNeurons : Pass<"gnn-eliminate-dead-neurons", "ModuleOp"> {
  let summary = "Remove channels that change no result";
  let description = [{
    Removes a channel, through all its users, where that changes no result for
    any graph and any finite features:

    * *unread*: whoever sums over it multiplies it with zero, or it is zero.
    * *constant*: it has the same value c in every row (all incoming weights are
      zero), and each `gnn.linear` that reads it takes it up in its own bias,
      `b[o] + c * w[o, k]`. That is before any aggregation, so that it stays exact
      under a sum or GCN normalisation, which would make of a later constant one
      value a node.
    * *duplicate*: another channel of the group is equal in every row;
      `w[:, i] + w[:, j]` then reads both.

    Constants pass activations, norms and biases; mean, max, min and attention
    keep them only where every node has a self loop, since an empty row is 0; a
    sum, GCN normalisation and readout keep 0 only.

    Repeats until nothing changes. Sums are in double precision and stored as
    f32. Channels of function results stay, as do those that a normalisation
    couples, and the last one of a dimension. Layer ops are opaque; run
    `gnn-decompose-layers` first, and a missed remark says where that would help.
    A parameter that is read elsewhere too is changed in a copy.

    Here channel 1 is `relu(0.5)` in every row, and goes into the bias of the
    reader, `0.5 * 3.0`:

    ```mlir
    // RUN: gnn-opt --gnn-eliminate-dead-neurons
    // CHECK: %[[H:.*]] = gnn.linear %{{.*}}, %{{.*}} bias %{{.*}} : (tensor<?x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
    // CHECK: %[[R:.*]] = gnn.relu %[[H]]
    // CHECK: gnn.linear %[[R]], %{{.*}} bias %{{.*}} : (tensor<?x1xf32>, tensor<1x1xf32>, tensor<1xf32>) -> tensor<?x1xf32>
    ml_program.global private @w1(dense<[[1.0], [0.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
    ml_program.global private @b1(dense<[0.0, 0.5]> : tensor<2xf32>) : tensor<2xf32>
    ml_program.global private @w2(dense<[[2.0, 3.0]]> : tensor<1x2xf32>) : tensor<1x2xf32>
    func.func @forward(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %w1 = ml_program.global_load_const @w1 : tensor<2x1xf32>
      %b1 = ml_program.global_load_const @b1 : tensor<2xf32>
      %w2 = ml_program.global_load_const @w2 : tensor<1x2xf32>
      %h = gnn.linear %x, %w1 bias %b1 : (tensor<?x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<?x2xf32>
      %r = gnn.relu %h : tensor<?x2xf32>
      %y = gnn.linear %r, %w2 : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    }
    ```
  }];
  let options = [
    Option<"ledger", "ledger", "std::string", "", "A JSON file to write">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect"];
  let statistics = [
    Statistic<"numUnread", "unread", "Channels removed that nobody reads">,
    Statistic<"numConstant", "constant", "Constant channels folded">,
    Statistic<"numDuplicate", "duplicate", "Channels merged with an equal one">
  ];
}

#endif // GNN_TRANSFORMS_PRUNING_PASSES
