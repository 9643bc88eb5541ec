//===- ElementwiseOpInterface.td - Ops that act on one element - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_ELEMENTWISEOPINTERFACE
#define GNN_ELEMENTWISEOPINTERFACE

include "mlir/IR/OpBase.td"

def GNN_ElementwiseOpInterface : OpInterface<"ElementwiseOpInterface"> {
  let cppNamespace = "::mlir::gnn";
  let description = [{
    An op whose result element (n, c) depends on element (n, c) of its operands
    only. An operand `tensor<?xCxf32>` gives one value per element,
    `tensor<Cxf32>` one per channel, `tensor<?xf32>` one per row, and
    `tensor<1xf32>` one for all. Lowerings use it to compute such ops where the
    producer has the row in registers.
  }];
  let methods = [
    InterfaceMethod<[{
        Computes result elements. `operands` are the op's operands in order, all
        of one type: `f32`, or a vector of it.
      }],
      "::mlir::Value", "buildElement",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
           "::mlir::ValueRange":$operands)>
  ];
}

#endif // GNN_ELEMENTWISEOPINTERFACE
