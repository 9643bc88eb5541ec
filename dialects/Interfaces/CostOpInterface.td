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
    InterfaceMethod<"The cost of one execution on a graph of this size.",
      "::mlir::gnn::Cost", "getCost",
      (ins "const ::mlir::gnn::Workload &":$workload)>
  ];
}

#endif // GNN_COSTOPINTERFACE
