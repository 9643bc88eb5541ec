//===- CostOpInterface.td - Operations and bytes of an op - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_COSTOPINTERFACE
#define GNN_COSTOPINTERFACE

include "mlir/IR/OpBase.td"

def GNN_CostOpInterface : OpInterface<"CostOpInterface"> {
  let cppNamespace = "::mlir::gnn";
  let description = [{
    The work of an op as a function of the graph it runs on: multiply-adds, and
    the bytes that it must read and write at least once.
  }];
  let methods = [
    InterfaceMethod<"The cost of one execution on values of these sizes.",
      "::mlir::gnn::Cost", "getCost",
      (ins "const ::mlir::gnn::ValueSizes &":$sizes)>,
    InterfaceMethod<[{
        How many rows the result has or, where it is a graph, how many edges: by
        default as many rows as the first features operand, or as there are
        nodes.
      }],
      "int64_t", "getResultSize", (ins "const ::mlir::gnn::ValueSizes &":$sizes),
      [{}], [{ return ::mlir::gnn::getRowsOfFirstFeatures($_op, sizes); }]>,
    InterfaceMethod<[{
        Whether rows of the operand are read in the order of edges, each once
        for every edge.
      }],
      "bool", "isGathered", (ins "::mlir::OpOperand &":$operand), [{}],
      [{ return false; }]>
  ];
}

#endif // GNN_COSTOPINTERFACE
