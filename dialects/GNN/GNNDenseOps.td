//===- GNNDenseOps.td - Dense algebra on rows of features - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_DENSEOPS
#define GNN_DENSEOPS

include "dialects/GNN/GNNBase.td"

def GNN_LinearOp : GNN_InferredOp<"linear"> {
  let summary = "Multiply each row with a weight matrix";
  let description = [{
    `y[n, o] = sum over i of x[n, i] * w[o, i] + b[o]`. The weight is
    `out x in`, as in PyTorch. Features may be sparse (`#gnn.csr`), and so may the
    weight (`#gnn.csr`, `#gnn.block`).

    ```mlir
    func.func @dense(%x: tensor<?x16xf32>, %w: tensor<7x16xf32>, %b: tensor<7xf32>) -> tensor<?x7xf32> {
      %y = gnn.linear %x, %w bias %b : (tensor<?x16xf32>, tensor<7x16xf32>, tensor<7xf32>) -> tensor<?x7xf32>
      return %y : tensor<?x7xf32>
    }
    ```
  }];
  let arguments = (ins GNN_AnyFeatures:$x, GNN_Weight:$weight,
                       Optional<GNN_ChannelVector>:$bias);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    $x `,` $weight (`bias` $bias^)? attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}

def GNN_TransposeOp : GNN_InferredOp<"transpose", cost = GNN_PerElement<0>> {
  let summary = "Exchange the dimensions of a weight";
  let description = [{
    `y[i, o] = w[o, i]`, for parameters that another framework stores `in x out`.
    `gnn-fold-parameters` applies it to the stored values.

    ```mlir
    func.func @from_dgl(%x: tensor<?x16xf32>, %w: tensor<16x7xf32>) -> tensor<?x7xf32> {
      %t = gnn.transpose %w : (tensor<16x7xf32>) -> tensor<7x16xf32>
      %y = gnn.linear %x, %t : (tensor<?x16xf32>, tensor<7x16xf32>) -> tensor<?x7xf32>
      return %y : tensor<?x7xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Weight:$x);
  let results = (outs GNN_Weight:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def GNN_HeadDotOp : GNN_InferredOp<"head_dot", cost = GNN_PerElement<1>> {
  let summary = "Dot product of each head with a vector of its own";
  let description = [{
    `y[n, h] = sum over c of x[n, h * C + c] * a[0, h, c]`: the source and target
    scores of GAT.

    ```mlir
    func.func @score(%x: tensor<?x64xf32>, %a: tensor<1x8x8xf32>) -> tensor<?x8xf32> {
      %y = gnn.head_dot %x, %a : (tensor<?x64xf32>, tensor<1x8x8xf32>) -> tensor<?x8xf32>
      return %y : tensor<?x8xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, GNN_AttentionVector:$vector);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = "$x `,` $vector attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def GNN_HeadMeanOp : GNN_InferredOp<"head_mean", cost = GNN_PerElement<1>> {
  let summary = "Mean over heads";
  let description = [{
    `y[n, c] = (1 / H) * sum over h of x[n, h * C + c]`: how a GAT layer with
    `concat = false` joins its heads.

    ```mlir
    func.func @join(%x: tensor<?x56xf32>) -> tensor<?x7xf32> {
      %y = gnn.head_mean %x {heads = 8 : i64} : (tensor<?x56xf32>) -> tensor<?x7xf32>
      return %y : tensor<?x7xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, I64Attr:$heads);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let extraClassDeclaration = [{
    /// The mean is over the heads that there are.
    void followChannels();
  }];
  let hasVerifier = 1;
}

def GNN_ConcatOp : GNN_InferredOp<"concat", cost = GNN_PerElement<0>> {
  let summary = "Put channels side by side";
  let description = [{
    `y[n, :] = [x0[n, :], x1[n, :], ...]`.

    ```mlir
    func.func @jump(%a: tensor<?x16xf32>, %b: tensor<?x8xf32>) -> tensor<?x24xf32> {
      %y = gnn.concat %a, %b : (tensor<?x16xf32>, tensor<?x8xf32>) -> tensor<?x24xf32>
      return %y : tensor<?x24xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<GNN_Features>:$inputs);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = "$inputs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def GNN_ToDenseOp : GNN_InferredOp<"to_dense", [GNN_RowLinear], cost = GNN_PerElement<0>> {
  let summary = "Write sparse features out as dense rows";
  let description = [{
    The same values without the `#gnn.csr` encoding.

    ```mlir
    func.func @dense_input(%x: tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32> {
      %y = gnn.to_dense %x : (tensor<?x100xf32, #gnn.csr>) -> tensor<?x100xf32>
      return %y : tensor<?x100xf32>
    }
    ```
  }];
  let arguments = (ins GNN_AnyFeatures:$x);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

#endif // GNN_DENSEOPS
