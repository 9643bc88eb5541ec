//===- GNNDialect.td - The gnn dialect ------------------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_DIALECT
#define GNN_DIALECT

include "mlir/IR/OpBase.td"

def GNN_Dialect : Dialect {
  let name = "gnn";
  let cppNamespace = "::mlir::gnn";
  let summary = "Message passing on graphs, and its dense companions";
  let description = [{
    Two levels live in one dialect. *Layer ops* (`gnn.gcn_conv`,
    `gnn.sage_conv`, `gnn.gat_conv`, `gnn.gin_conv`) are the published layers,
    with attributes named as PyTorch Geometric names them; importers make these.
    `gnn-decompose-layers` turns them into *core ops*: `gnn.linear`,
    `gnn.aggregate`, `gnn.edge_softmax`, `gnn.pool`, activations and norms.

    Node features are `tensor<?xCxf32>`, one row a node; edge features have one
    row an edge, in the graph's edge order. Parameters are operands, loaded from
    `ml_program.global` symbols that carry the names of the PyG state dict.
    `Spec.md` lists the constraints of each op by name.
  }];
  // Enum attributes print bare in op syntax; the generic form and bytecode need
  // the dialect's own hook.
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let dependentDialects = ["::mlir::ml_program::MLProgramDialect"];
}

#endif // GNN_DIALECT
