//===- GNNAttrs.td - Attributes of the gnn dialect ------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_ATTRS
#define GNN_ATTRS

include "dialects/GNN/GNNDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

def GNN_ReductionKind : I32EnumAttr<"ReductionKind",
    "How the messages of a row become one", [
      I32EnumAttrCase<"sum", 0>, I32EnumAttrCase<"mean", 1>,
      I32EnumAttrCase<"max", 2>, I32EnumAttrCase<"min", 3>]> {
  let cppNamespace = "::mlir::gnn";
  let genSpecializedAttr = 0;
}
// The keyword has a parser of its own: upstream's prints C++ names in errors.
def GNN_Reduction : EnumAttr<GNN_Dialect, GNN_ReductionKind, "reduction"> {
  let assemblyFormat = "custom<Keyword>($value)";
}

def GNN_LayerNormModeKind : I32EnumAttr<"LayerNormMode",
    "Over what layer normalisation takes its statistics", [
      I32EnumAttrCase<"graph", 0>, I32EnumAttrCase<"node", 1>]> {
  let cppNamespace = "::mlir::gnn";
  let genSpecializedAttr = 0;
}
def GNN_LayerNormModeAttr
    : EnumAttr<GNN_Dialect, GNN_LayerNormModeKind, "layer_norm_mode"> {
  let assemblyFormat = "custom<Keyword>($value)";
}

def GNN_CSR : AttrDef<GNN_Dialect, "CSR"> {
  let mnemonic = "csr";
  let summary = "Tensor encoding: only nonzero elements are computed with";
  let description = [{
    On features it says that they arrive as compressed sparse rows. On a
    parameter it says that its zeros are to be compiled away one by one; the
    value in the IR stays a plain blob, so that every pass can read it.

    ```mlir
    func.func @sparse_input(%x: tensor<?x1433xf32, #gnn.csr>) -> tensor<?x1433xf32> {
      %y = gnn.to_dense %x : (tensor<?x1433xf32, #gnn.csr>) -> tensor<?x1433xf32>
      return %y : tensor<?x1433xf32>
    }
    ```
  }];
}

def GNN_Block : AttrDef<GNN_Dialect, "Block"> {
  let mnemonic = "block";
  let summary = "Tensor encoding: blocks of zero weights are not computed with";
  let description = [{
    On a parameter `out x in`: the weights of one input for so many outputs in
    sequence, from a multiple of that number on, are a block, and blocks that are
    all zero are to be compiled away. The value in the IR stays a plain blob.

    ```mlir
    ml_program.global private @w(dense<0.0> : tensor<32x8xf32, #gnn.block<16>>) : tensor<32x8xf32, #gnn.block<16>>
    func.func @blocks(%x: tensor<?x8xf32>) -> tensor<?x32xf32> {
      %w = ml_program.global_load_const @w : tensor<32x8xf32, #gnn.block<16>>
      %y = gnn.linear %x, %w : (tensor<?x8xf32>, tensor<32x8xf32, #gnn.block<16>>) -> tensor<?x32xf32>
      return %y : tensor<?x32xf32>
    }
    ```
  }];
  let parameters = (ins "int64_t":$outputs);
  let assemblyFormat = "`<` $outputs `>`";
  let genVerifyDecl = 1;
}

#endif // GNN_ATTRS
