//===- GNNTypes.td - Types of the gnn dialect ------------ -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_TYPES
#define GNN_TYPES

include "dialects/GNN/GNNDialect.td"
include "mlir/IR/AttrTypeBase.td"

def GNN_Graph : TypeDef<GNN_Dialect, "Graph"> {
  let mnemonic = "graph";
  let summary = "directed graph !gnn.graph, edges grouped by destination";
  let description = [{
    Compressed sparse rows: row = destination, column = source, `int64` row
    pointers, `int32` column indices. Parallel edges and self loops are allowed;
    the order of edges within a row is kept. Edge features follow this order.

    ```mlir
    func.func @neighbour_sum(%graph: !gnn.graph, %x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
}

class GNN_TensorType<string predicate, string summary>
    : Type<CPred<"::mlir::gnn::" # predicate # "($_self)">, summary,
           "::mlir::RankedTensorType">;

// C, O, I and H stay below 2^24, so that what is kept for every channel fits
// memory, and products and sums of them fit an int64.
def GNN_Features : GNN_TensorType<"isDenseFeatures",
    "dense features tensor<?xCxf32> (C < 2^24)">;
def GNN_AnyFeatures : GNN_TensorType<"isFeatures",
    "features tensor<?xCxf32> (C < 2^24), dense or #gnn.csr">;
def GNN_NodeScalars : GNN_TensorType<"isNodeScalars",
    "one value a node tensor<?xf32>">;
def GNN_SegmentPtr : GNN_TensorType<"isSegmentPtr",
    "segment pointers tensor<?xi64>"> {
  // The only type that fits, so that op syntax need not repeat it.
  let builderCall = [{::mlir::RankedTensorType::get(
      {::mlir::ShapedType::kDynamic}, $_builder.getI64Type())}];
}
def GNN_ChannelVector : GNN_TensorType<"isChannelVector",
    "one value a channel tensor<Cxf32> (C < 2^24)">;
def GNN_Weight : GNN_TensorType<"isWeight",
    "weight tensor<OxIxf32> (out x in, each < 2^24), dense, #gnn.csr or "
    "#gnn.block">;
def GNN_AttentionVector : GNN_TensorType<"isAttentionVector",
    "attention vector tensor<1xHxCxf32> (heads x channels, each < 2^24)">;

#endif // GNN_TYPES
