//===- RowLinearOpInterface.td - Linear maps on rows ------ -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_ROWLINEAROPINTERFACE
#define GNN_ROWLINEAROPINTERFACE

include "mlir/IR/OpBase.td"

def GNN_RowLinearOpInterface : OpInterface<"RowLinearOpInterface"> {
  let cppNamespace = "::mlir::gnn";
  let description = [{
    An op that does the same linear thing with every channel of features `x`:
    `y[:, c] = T x[:, c] + b[c] + r[:, c]`, where `T` maps rows to rows, is the
    same for all channels and follows from the other operands, and `b` and `r` do
    not depend on `x`. Hence `T (x w^T) = (T x) w^T`: what such ops do with a
    product can be done with the product's features, whatever their width, which
    is how a layer's result becomes linear in its weights. `Analysis/LinearTerms`
    closes this over a function.
  }];
  let methods = [
    InterfaceMethod<[{
        The operands that may be the `x` of the formula, each by itself; none
        where the op's attributes or types make it anything else.
      }],
      "::llvm::SmallVector<::mlir::OpOperand *>", "getRowLinearOperands">,
    InterfaceMethod<"`b`, or null where there is none.",
      "::mlir::Value", "getRowVector", (ins), [{}], [{ return {}; }]>,
    InterfaceMethod<[{
        Builds `T x` alone, for the `T` of `operand`, one of
        getRowLinearOperands(). `x` are features of any width, dense or sparse,
        with as many rows as the operand. By default a copy of the op on `x`.
      }],
      "::mlir::Value", "buildRowMap",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::OpOperand &":$operand,
           "::mlir::Value":$x),
      [{}], [{ return ::mlir::gnn::cloneRowMap(builder, operand, x); }]>
  ];
}

#endif // GNN_ROWLINEAROPINTERFACE
