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
    parameter it says that its zeros are to be compiled away; the value in the
    IR stays a plain blob, so that every pass can read it.

    ```mlir
    func.func @sparse_input(%x: tensor<?x1433xf32, #gnn.csr>) -> tensor<?x1433xf32> {
      %y = gnn.to_dense %x : (tensor<?x1433xf32, #gnn.csr>) -> tensor<?x1433xf32>
      return %y : tensor<?x1433xf32>
    }
    ```
  }];
}

#endif // GNN_ATTRS
