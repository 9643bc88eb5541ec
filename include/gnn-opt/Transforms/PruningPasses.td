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
    Biases, norms and attention vectors stay. `criterion` gives each weight a score;
    with W `[O, I]`, x(i) column i of the features that W multiplies, and H their
    Gram matrix plus `damping` times the mean of its diagonal on the diagonal:

    * `magnitude`: `|w|`; `random`: a random number, by `seed`.
    * `lamp`: `w^2 / sum of v^2` over the weights v of the matrix that are no smaller.
    * `wanda`: `|w(o,i)| * ||x(i)||`.
    * `ria`: `(|w(o,i)| / sum_i |w(o,i)| + |w(o,i)| / sum_o |w(o,i)|) * sqrt(||x(i)||)`.
    * `obs`: `w(o,i)^2 / (2 * (H^-1)(i,i))`.
    * `greedy-obs`: of each row the same, one weight after the other, the cheapest
      first, with the weights and the H^-1 that the earlier ones left: a weight's
      score is the largest so far. It costs O(I^3) a row.
    * `sparsegpt`: `(w(o,i) / U(i,i))^2` with `H^-1 = U^T U`, U upper triangular.

    All from `wanda` on read what `gnn-calibrate` attached.
    docs/rationale/weight-criteria.md has their sources, and results.

    With `sparsity=s`, of n weights the `round(s * n)` with the lowest scores
    become zero, those with the lower index first where scores are equal. Weights
    that are zero already count, and stay so. `scope` says what n is of:

    * `global`: all matrices together, one threshold. Scores of matrices must
      compare, as those of magnitude, random and lamp do; others are
      divided by `normalize` (`sum`, `mean`, `max`, `gaussian`, `lamp`).
    * `layer`: each matrix. `output`: each row.
    * `backward`: each matrix, the last one first; weights of outputs that
      nothing reads by then have score 0.
    * `hierarchical`: each matrix, where s is of all together and a matrix keeps
      `min(O * I, e * m)` of its weights, with one e for all. `budgets` says what
      m is: `shapes`, `m = O + I`, the densities of Erdos-Renyi; or `scores`, the
      sum of the matrix's scores after `normalize`, as groups of channels share
      by D'Hondt's rule. With `magnitude` and `normalize=max` a matrix of a few
      large weights keeps less than one whose weights are alike.

    `weights=NAME:SPARSITY,...` gives matrices sparsities of their own; without
    `sparsity` the others stay. With `threshold=t`, all weights with a score below
    t go instead.

    `pattern` says what goes together. `unstructured`: nothing. `1x16`: one
    input of 16 outputs in sequence, from a multiple of 16 on, which are one vector
    of the output's row, times one feature; a block's score is the sum of its
    weights' scores, and n counts blocks. `N:M`, such as `2:4`: of each M inputs of
    an output in sequence, from a multiple of M on, the N of the highest scores
    stay, of the last L < M ones `ceil(N * L / M)`; that says how much goes.

    With `compensate=true`, what stays makes up for what goes: row by row, the
    weights of least `(w - w0) H (w - w0)^T` that are zero where they have to be. A
    remark says what part of the product's square changed then (`output-error`).
    `sparsegpt` does it its own way, one column after another, and with
    `scope=layer`, `output` or N:M chooses from the weights as earlier columns left
    them, 128 columns or a group at a time. Both are what `auto` does for `obs`,
    `greedy-obs` and `sparsegpt`; for others it does nothing.

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
           "What ranks weights: magnitude, random, lamp, wanda, ria, obs, "
           "greedy-obs, sparsegpt">,
    Option<"sparsity", "sparsity", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "The fraction of weights that become zero, 0 to 1">,
    Option<"threshold", "threshold", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "Weights of a smaller score become zero">,
    ListOption<"weights", "weights", "std::string",
               "NAME:SPARSITY, the sparsity of one matrix">,
    Option<"scope", "scope", "std::string", "\"global\"",
           "What weights are ranked with each other: global, layer, output, "
           "backward, hierarchical">,
    Option<"normalize", "normalize", "std::string", "\"none\"",
           "How scores of matrices become comparable: none, sum, mean, max, "
           "gaussian, lamp">,
    Option<"budgets", "budgets", "std::string", "\"shapes\"",
           "What matrices share by with scope=hierarchical: shapes, scores">,
    Option<"pattern", "pattern", "std::string", "\"unstructured\"",
           "What goes together: unstructured, 1x16, N:M">,
    Option<"compensate", "compensate", "std::string", "\"auto\"",
           "Whether what stays makes up for what goes: auto, true, false">,
    Option<"damping", "damping", "double", "0.01",
           "What is added to the diagonal of a Gram matrix, as a fraction of "
           "its mean">,
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

    `criterion` gives each channel a score; Criterion.h says what there is, and
    each class in lib/Analysis/Criteria has its formula and source. With W(k) the
    elements of all trained parameters in the slices of channel k, `l2` is
    `sqrt(sum w^2)`. `reduction` says how the scores of a channel's slices become
    one, where a criterion scores slices. Criteria of activations read what
    `gnn-calibrate` attached.

    Of a group's n channels the `floor(ratio * n)` with the lowest scores go,
    those with the lower index first where scores are equal; then the number that
    stays in a group that lost any is rounded up to a multiple of `round-to`. One
    channel always stays. `scope` says what the ratio is of:

    * `layer`: of each group.
    * `global`: of all groups together, by one ranking.
    * `hierarchical`: of all together; a group keeps channels in proportion to
      the sum S of its scores, by D'Hondt's rule: the group with the least
      `S / channels left` loses the next one.
    * `backward`: of each group, from the last to the first, each scored when
      those after it are gone (Zhou et al., GCNP, 2021).

    Scores of different groups compete in `global` and `hierarchical`: after
    `normalize` (`none`, `sum`, `mean`, `max`, `gaussian`, `lamp`; Normalizer.h);
    with `per-cost` divided by the multiply-adds that the model has less without
    one channel of the group; with `isomorphic` only among groups whose channels
    are of the same kinds of tensors and as many.

    In place of a ratio, `target-macs` and `target-parameters` name what the model
    may have at most, `0.5x` of what it has or an absolute number: the least ratio
    that meets both is found by bisection. Multiply-adds are those of
    `gnn-print-cost` on the graph of `data`, or on `nodes`, `edges` and `nonzeros`;
    features count as sparse where the function takes them so, which
    `gnn-sparse-features` has it do.
    Parameters are stored values, without the zeros of sparse weights. A target
    that nothing meets is an error that says how far it came.

    `groups=conv1:0.25,conv2:0` gives groups ratios of their own, which no target
    changes; without `ratio`, all others stay. Groups of `protect=NAME,...` stay, and
    with `only=NAME,...` all others: names of groups, or of parts of the model such
    as `encoder` for `encoder.conv1.lin.weight`. Results of functions stay as they
    are, and so do their arguments unless `inputs` is set; an argument that lost
    features says which it has left, as `gnn.channels`. Where an op makes the
    channels of a row depend on each other (layer normalisation), pruning changes
    what the others see; a remark says so.

    With `merge` a channel k that goes is written as a multiple of the channel j of
    its group that stays and is most like it, by the cosine of their features at the
    weights W that multiply them: `W[:, j] += c W[:, k]`, with the c that makes
    `|x_k - c x_j|` least over the statistics of `gnn-calibrate` (Redundancy.h; Gram
    matrices are needed). `criterion=redundancy` ranks channels by that cosine.

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
           "What ranks channels: l1, l2, random, ...">,
    Option<"reduction", "reduction", "std::string", "\"sum\"",
           "How scores of slices become one: sum, mean, max, product, first">,
    Option<"ratio", "ratio", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "The fraction of channels to remove, 0 to 1">,
    ListOption<"groups", "groups", "std::string",
               "NAME:RATIO, the ratio of one group">,
    Option<"scope", "scope", "std::string", "\"layer\"",
           "What the ratio is of: layer, global, backward, hierarchical">,
    Option<"normalize", "normalize", "std::string", "\"none\"",
           "How scores of groups become comparable: none, sum, mean, max, "
           "gaussian, lamp">,
    Option<"isomorphic", "isomorphic", "bool", "false",
           "Whether groups compete with isomorphic ones only">,
    Option<"perCost", "per-cost", "bool", "false",
           "Whether scores are divided by the multiply-adds saved">,
    Option<"targetMacs", "target-macs", "std::string", "",
           "Multiply-adds to stay within: 0.5x, or a number">,
    Option<"targetParameters", "target-parameters", "std::string", "",
           "Stored parameters to stay within: 0.5x, or a number">,
    Option<"data", "data", "std::string", "",
           "The data file on whose graph multiply-adds are counted">,
    Option<"nodes", "nodes", "int64_t", "-1", "Nodes, without data">,
    Option<"edges", "edges", "int64_t", "-1", "Edges, without data">,
    Option<"nonzeros", "nonzeros", "int64_t", "-1",
           "Stored elements of sparse features, without data; -1: all">,
    ListOption<"protect", "protect", "std::string",
               "Groups or parts of the model that stay">,
    ListOption<"only", "only", "std::string",
               "Groups or parts of the model that may lose channels">,
    Option<"roundTo", "round-to", "int64_t", "1",
           "Round the number of channels that stay up to a multiple of this">,
    Option<"inputs", "inputs", "bool", "false",
           "Whether input features may go too">,
    Option<"merge", "merge", "bool", "false",
           "Whether what goes is added to what stays and is most like it">,
    Option<"seed", "seed", "uint64_t", "0", "Seed of criterion=random">,
    Option<"ledger", "ledger", "std::string", "", "A JSON file to write">
  ];
  let statistics = [
    Statistic<"numGroups", "groups", "Groups that lost channels">,
    Statistic<"numChannels", "channels", "Channels removed">
  ];
}

def PruneHeads : Pass<"gnn-prune-heads", "ModuleOp"> {
  let summary = "Remove the least important attention heads";
  let description = [{
    A head goes whole: its rows of the weight, its attention vectors, its part of
    the bias and the columns of whoever reads it, where heads lie side by side. A
    mean over heads becomes the mean over those that stay: the sum is divided by
    their number, not by the old one.

    Heads are scored as channels are, over all their slices:
    `criterion=l2` is the norm of all that a head consists of. Of the H heads of a
    layer the `floor(ratio * H)` with the lowest scores go; `heads=N` instead keeps
    N of each layer that has more, `groups=conv1:0.5` gives a layer a ratio of its
    own, and `scope`, `normalize`, `isomorphic`, `protect` and `only` are those of
    `gnn-prune-channels`. One head always stays. Layers whose heads are results of
    a function, side by side, stay; a remark says so.

    The ledger has an entry for each head; its members have the head's number, as
    the index of dimension 1 of the attention vectors.

    Here head 0 has the smaller weights:

    ```mlir
    // RUN: gnn-opt --gnn-prune-heads="heads=1"
    // CHECK: ml_program.global private @att({{.*}} : tensor<1x1x1xf32>) : tensor<1x1x1xf32> {gnn.channels = [unit, array<i64: 1>, unit]}
    // CHECK: gnn.gat_conv {{.*}} {concat = false} : (!gnn.graph, tensor<?x1xf32>, tensor<1x1xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>) -> tensor<?x1xf32>
    ml_program.global private @lin.weight(dense<[[1.0], [2.0]]> : tensor<2x1xf32>) : tensor<2x1xf32>
    ml_program.global private @att(dense<1.0> : tensor<1x2x1xf32>) : tensor<1x2x1xf32>
    func.func @forward(%graph: !gnn.graph, %x: tensor<?x1xf32>) -> tensor<?x1xf32> {
      %w = ml_program.global_load_const @lin.weight : tensor<2x1xf32>
      %a = ml_program.global_load_const @att : tensor<1x2x1xf32>
      %y = gnn.gat_conv %graph, %x, %w, %a, %a {concat = false}
        : (!gnn.graph, tensor<?x1xf32>, tensor<2x1xf32>, tensor<1x2x1xf32>, tensor<1x2x1xf32>) -> tensor<?x1xf32>
      return %y : tensor<?x1xf32>
    }
    ```
  }];
  let options = [
    Option<"criterion", "criterion", "std::string", "\"l2\"",
           "What ranks heads: l1, l2, random, ...">,
    Option<"reduction", "reduction", "std::string", "\"sum\"",
           "How scores of slices become one: sum, mean, max, product, first">,
    Option<"ratio", "ratio", "double",
           "std::numeric_limits<double>::quiet_NaN()",
           "The fraction of heads to remove, 0 to 1">,
    Option<"heads", "heads", "int64_t", "0",
           "How many heads stay in a layer with more; 0: as ratio says">,
    ListOption<"groups", "groups", "std::string",
               "NAME:RATIO, the ratio of one layer">,
    Option<"scope", "scope", "std::string", "\"layer\"",
           "What the ratio is of: layer, global, backward, hierarchical">,
    Option<"normalize", "normalize", "std::string", "\"none\"",
           "How scores of layers become comparable: none, sum, mean, max, "
           "gaussian, lamp">,
    Option<"isomorphic", "isomorphic", "bool", "false",
           "Whether layers compete with isomorphic ones only">,
    ListOption<"protect", "protect", "std::string",
               "Layers or parts of the model that stay">,
    ListOption<"only", "only", "std::string",
               "Layers or parts of the model that may lose heads">,
    Option<"seed", "seed", "uint64_t", "0", "Seed of criterion=random">,
    Option<"ledger", "ledger", "std::string", "", "A JSON file to write">
  ];
  let statistics = [
    Statistic<"numLayers", "layers", "Layers that lost heads">,
    Statistic<"numHeads", "heads", "Heads removed">
  ];
}

//===----------------------------------------------------------------------===//
// By proof
//===----------------------------------------------------------------------===//

def EliminateDeadNeurons : Pass<"gnn-eliminate-dead-neurons", "ModuleOp"> {
  let summary = "Remove channels that change no result";
  let description = [{
    Removes a channel, through all its users, where that changes no result, for
    any graph and any finite features or for those that are declared:

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

    A ReLU that is never positive is a constant too. `gnn-print-value-ranges` shows
    the bounds that say so, and what it takes as inputs is declared here in the same
    way. The channels that go are of one of three classes, the ledger's `proof`:
    `proved` for every input; `proved-for-box` for all features in `box=LO:HI`, or
    between the least and the largest of each column of `data=FILE` in rows that sum
    to what its rows do, on any graph (of degrees up to `max-degree`); and
    `proved-for-graph` for such features on the file's graph, which `any-graph`
    leaves out. A channel that calibration only never
    saw active is *observed*, in a remark, and stays.

    Where an activation is linear on all of its channels, it goes; remarks say of
    the others on how many.

    Repeats until nothing changes, for every input first. Sums are in double precision and stored as
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
    Option<"box", "box", "std::string", "",
           "LO:HI, bounds of all features that the model is run on">,
    Option<"data", "data", "std::string", "",
           "A data file: the bounds of its columns, and its graph">,
    Option<"anyGraph", "any-graph", "bool", "false",
           "Prove for the features of data on any graph only">,
    Option<"maxDegree", "max-degree", "int64_t", "-1",
           "The most edges into a node of any graph; -1: any number">,
    Option<"ledger", "ledger", "std::string", "", "A JSON file to write">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect"];
  let statistics = [
    Statistic<"numUnread", "unread", "Channels removed that nobody reads">,
    Statistic<"numConstant", "constant", "Constant channels folded">,
    Statistic<"numDuplicate", "duplicate", "Channels merged with an equal one">,
    Statistic<"numLinear", "linear", "Activations removed that did nothing">
  ];
}

#endif // GNN_TRANSFORMS_PRUNING_PASSES
