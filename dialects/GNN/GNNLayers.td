//===- GNNLayers.td - The published layers, as PyG defines them - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_LAYERS
#define GNN_LAYERS

include "dialects/GNN/GNNBase.td"

def GNN_GCNConvOp : GNN_LayerOp<"gcn_conv"> {
  let summary = "Graph convolution (Kipf and Welling, 2017)";
  let description = [{
    `y = A' (x w^T) + b`. With `normalize`, `A' = D^(-1/2) A D^(-1/2)`, `D` the
    in-degree; with `add_self_loops`, every node has one self loop first.

    ```mlir
    func.func @gcn(%graph: !gnn.graph, %x: tensor<?x1433xf32, #gnn.csr>, %w: tensor<16x1433xf32>, %b: tensor<16xf32>) -> tensor<?x16xf32> {
      %y = gnn.gcn_conv %graph, %x, %w bias %b
        : (!gnn.graph, tensor<?x1433xf32, #gnn.csr>, tensor<16x1433xf32>, tensor<16xf32>) -> tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph, GNN_AnyFeatures:$x, GNN_Weight:$weight,
                       Optional<GNN_ChannelVector>:$bias,
                       DefaultValuedAttr<BoolAttr, "true">:$add_self_loops,
                       DefaultValuedAttr<BoolAttr, "true">:$normalize);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    $graph `,` $x `,` $weight (`bias` $bias^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def GNN_SAGEConvOp : GNN_LayerOp<"sage_conv", [AttrSizedOperandSegments]> {
  let summary = "GraphSAGE (Hamilton, Ying and Leskovec, 2017)";
  let description = [{
    `y = lin_l(aggr over neighbours of x) + lin_r(x)`, divided by its row norm
    where `normalize` is set. `weight` and `bias` are PyG's `lin_l`, `root` its
    `lin_r.weight`, absent with `root_weight=False`.

    ```mlir
    func.func @sage(%graph: !gnn.graph, %x: tensor<?x64xf32>, %l: tensor<32x64xf32>, %b: tensor<32xf32>, %r: tensor<32x64xf32>) -> tensor<?x32xf32> {
      %y = gnn.sage_conv mean %graph, %x, %l bias %b root %r
        : (!gnn.graph, tensor<?x64xf32>, tensor<32x64xf32>, tensor<32xf32>, tensor<32x64xf32>) -> tensor<?x32xf32>
      return %y : tensor<?x32xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Reduction:$aggr, GNN_Graph:$graph, GNN_AnyFeatures:$x,
                       GNN_Weight:$weight, Optional<GNN_ChannelVector>:$bias,
                       Optional<GNN_Weight>:$root,
                       DefaultValuedAttr<BoolAttr, "false">:$normalize);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    `` $aggr $graph `,` $x `,` $weight (`bias` $bias^)? (`root` $root^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = [{
    /// The row norm is over all channels.
    bool couplesChannels() { return getNormalize(); }
  }];
  let hasVerifier = 1;
}

def GNN_GATConvOp : GNN_LayerOp<"gat_conv"> {
  let summary = "Graph attention (Veličković et al., 2018)";
  let description = [{
    `z = x w^T`, split into `H` heads; `s = leaky_relu(<att_src, z[j]> + <att_dst,
    z[i]>)` on every edge `j -> i`, `p` its softmax over row `i`, and
    `y[i] = sum of p * z[j]`, the heads put side by side (`concat`) or averaged,
    plus the bias. With `add_self_loops`, every node has one self loop first. `H`
    is the second dimension of the attention vectors.

    ```mlir
    func.func @gat(%graph: !gnn.graph, %x: tensor<?x1433xf32>, %w: tensor<64x1433xf32>,
                   %s: tensor<1x8x8xf32>, %d: tensor<1x8x8xf32>, %b: tensor<64xf32>) -> tensor<?x64xf32> {
      %y = gnn.gat_conv %graph, %x, %w, %s, %d bias %b
        : (!gnn.graph, tensor<?x1433xf32>, tensor<64x1433xf32>, tensor<1x8x8xf32>, tensor<1x8x8xf32>, tensor<64xf32>) -> tensor<?x64xf32>
      return %y : tensor<?x64xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph, GNN_AnyFeatures:$x, GNN_Weight:$weight,
                       GNN_AttentionVector:$att_src, GNN_AttentionVector:$att_dst,
                       Optional<GNN_ChannelVector>:$bias,
                       DefaultValuedAttr<BoolAttr, "true">:$concat,
                       DefaultValuedAttr<F64Attr, "0.2">:$negative_slope,
                       DefaultValuedAttr<BoolAttr, "true">:$add_self_loops);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = [{
    $graph `,` $x `,` $weight `,` $att_src `,` $att_dst (`bias` $bias^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = [{
    /// The number of heads.
    int64_t getHeads() { return getAttSrc().getType().getDimSize(1); }
    /// The scores are over all channels of a head.
    bool couplesChannels() { return true; }
  }];
  let hasVerifier = 1;
}

def GNN_GINConvOp : GNN_LayerOp<"gin_conv"> {
  let summary = "Graph isomorphism layer (Xu et al., 2019), up to its network";
  let description = [{
    `y[i] = (1 + eps) * x[i] + sum over neighbours j of x[j]`. The network `nn`
    that PyG's GINConv applies to `y` follows as ordinary ops.

    ```mlir
    func.func @gin(%graph: !gnn.graph, %x: tensor<?x7xf32>, %eps: tensor<1xf32>) -> tensor<?x7xf32> {
      %y = gnn.gin_conv %graph, %x, %eps : (!gnn.graph, tensor<?x7xf32>, tensor<1xf32>) -> tensor<?x7xf32>
      return %y : tensor<?x7xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Graph:$graph, GNN_AnyFeatures:$x, GNN_ChannelVector:$eps);
  let results = (outs GNN_Features:$result);
  let assemblyFormat = "$graph `,` $x `,` $eps attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif // GNN_LAYERS
