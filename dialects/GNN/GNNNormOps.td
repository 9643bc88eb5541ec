//===- GNNNormOps.td - Normalisations that read a whole row or graph - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_NORMOPS
#define GNN_NORMOPS

include "dialects/GNN/GNNBase.td"

// An op that computes statistics over the channels of a row.
class GNN_NormOp<string mnemonic, Trait cost, list<Trait> traits = []>
    : GNN_Op<mnemonic, [AllTypesMatch<["x", "result"]>] # traits, cost> {
  let extraClassDeclaration = [{
    /// Every element depends on its whole row.
    bool couplesChannels() { return true; }
  }];
}

// Sum, sum of squares, normalisation.
def GNN_LayerNormOp
    : GNN_NormOp<"layer_norm", GNN_PerElement<3>, [AttrSizedOperandSegments]> {
  let summary = "Layer normalisation of each node, or of each graph";
  let description = [{
    `mode = node`: `y[n, c] = (x[n, c] - m) / sqrt(v + epsilon) * weight[c] + bias[c]`
    with mean `m` and (biased) variance `v` over the channels of node `n`.
    `mode = graph` (PyG's default): `m` and `v` over all channels of all nodes;
    without `ptr` the divisor is `sqrt(v) + epsilon`, and with `ptr` the
    statistics are those of each graph of the batch and the divisor is
    `sqrt(v + epsilon)`: PyG's two branches. Weight and bias come together.

    ```mlir
    func.func @ln(%x: tensor<?x16xf32>, %w: tensor<16xf32>, %b: tensor<16xf32>) -> tensor<?x16xf32> {
      %y = gnn.layer_norm node %x affine %w, %b : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_LayerNormModeAttr:$mode, GNN_Features:$x,
                       Optional<GNN_ChannelVector>:$weight,
                       Optional<GNN_ChannelVector>:$bias,
                       Optional<GNN_SegmentPtr>:$ptr,
                       DefaultValuedAttr<F64Attr, "1e-5">:$epsilon);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    `` $mode $x (`affine` $weight^ `,` $bias)? (`batch` $ptr^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def GNN_L2NormalizeOp : GNN_NormOp<"l2_normalize", GNN_PerElement<2>> {
  let summary = "Divide each row by its Euclidean norm";
  let description = [{
    `y[n, c] = x[n, c] / max(sqrt(sum over k of x[n, k]^2), 1e-12)`: PyTorch's
    `F.normalize`, as SAGEConv with `normalize=True` uses it.

    ```mlir
    func.func @l2(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.l2_normalize %x : tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = "$x attr-dict `:` type($result)";
}

def GNN_LogSoftmaxOp : GNN_NormOp<"log_softmax", GNN_PerElement<3, 1>> {
  let summary = "Logarithm of the softmax over channels";
  let description = [{
    `y[n, c] = x[n, c] - m - log(sum over k of exp(x[n, k] - m))`, `m` the
    largest element of the row.

    ```mlir
    func.func @predict(%x: tensor<?x7xf32>) -> tensor<?x7xf32> {
      %y = gnn.log_softmax %x : tensor<?x7xf32>
      return %y : tensor<?x7xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = "$x attr-dict `:` type($result)";
}

def GNN_NormalizeFeaturesOp : GNN_NormOp<"normalize_features", GNN_PerElement<2>> {
  let summary = "Row-normalise the input features";
  let description = [{
    `y[n, c] = z[n, c] / max(sum over k of z[n, k], 1)` with `z = x - min(x)`, the
    least element of the whole tensor, or with `ptr` of the nodes of the same
    graph of the batch: PyG's `NormalizeFeatures`, a transform of each graph.
    Sparse features must be non-negative; their least element is taken to be an
    implicit zero.

    ```mlir
    func.func @rows(%x: tensor<?x1433xf32, #gnn.csr>) -> tensor<?x1433xf32, #gnn.csr> {
      %y = gnn.normalize_features %x : tensor<?x1433xf32, #gnn.csr>
      return %y : tensor<?x1433xf32, #gnn.csr>
    }
    func.func @rows_of_graphs(%x: tensor<?x7xf32>, %ptr: tensor<?xi64>) -> tensor<?x7xf32> {
      %y = gnn.normalize_features %x batch %ptr : tensor<?x7xf32>
      return %y : tensor<?x7xf32>
    }
    ```
  }];
  let arguments = (ins GNN_AnyFeatures:$x, Optional<GNN_SegmentPtr>:$ptr);
  let results = (outs GNN_AnyFeatures:$result);
  let assemblyFormat = "$x (`batch` $ptr^)? attr-dict `:` type($result)";
}

#endif // GNN_NORMOPS
