//===- EvaluableOpInterface.td - Ops that can be interpreted -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_EVALUABLEOPINTERFACE
#define GNN_EVALUABLEOPINTERFACE

include "mlir/IR/OpBase.td"

def GNN_EvaluableOpInterface : OpInterface<"EvaluableOpInterface"> {
  let cppNamespace = "::mlir::gnn";
  let description = [{
    An op whose results the reference interpreter can compute. Attached from
    outside (`lib/Execution/Interpreter`), so that the dialect does not depend on
    the interpreter, and upstream ops can have it too.
  }];
  let methods = [
    InterfaceMethod<[{
        The results, in double precision. Every operand fits its type: the driver
        has checked it, and checks the results. What types do not say, such as
        the number of rows, is the op's to check: it fails with an error on
        itself. The interpreter is for ops that name a symbol.
      }],
      "::mlir::FailureOr<::llvm::SmallVector<::mlir::gnn::InterpreterValue>>",
      "evaluate",
      (ins "::llvm::ArrayRef<::mlir::gnn::InterpreterValue>":$operands,
           "::mlir::gnn::Interpreter &":$interpreter)>
  ];
}

#endif // GNN_EVALUABLEOPINTERFACE
