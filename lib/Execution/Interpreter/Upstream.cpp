//===- Upstream.cpp - The upstream ops that models consist of -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evaluation.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::gnn;

using Results = FailureOr<SmallVector<InterpreterValue>>;

namespace {
struct LoadModel
    : EvaluableOpInterface::ExternalModel<LoadModel,
                                          ml_program::GlobalLoadConstOp> {
  Results evaluate(Operation *op, ArrayRef<InterpreterValue>,
                   Interpreter &interpreter) const {
    auto load = cast<ml_program::GlobalLoadConstOp>(op);
    auto parameter =
        interpreter.getSymbols().lookupNearestSymbolFrom<ml_program::GlobalOp>(
            load, load.getGlobalAttr());
    if (!parameter)
      return load.emitOpError("expects a parameter ")
             << load.getGlobalAttr() << " but the module has none";
    FailureOr<InterpreterValue> value = interpreter.getParameter(parameter);
    if (failed(value))
      return failure();
    return SmallVector<InterpreterValue>{*value};
  }
};

struct CallModel
    : EvaluableOpInterface::ExternalModel<CallModel, func::CallOp> {
  Results evaluate(Operation *op, ArrayRef<InterpreterValue> operands,
                   Interpreter &interpreter) const {
    auto call = cast<func::CallOp>(op);
    auto callee =
        interpreter.getSymbols().lookupNearestSymbolFrom<func::FuncOp>(
            call, call.getCalleeAttr());
    if (!callee)
      return call.emitOpError("expects a function ")
             << call.getCalleeAttr() << " but the module has none";
    return interpreter.call(callee, operands);
  }
};
} // namespace

void gnn::registerUpstreamModels(DialectRegistry &registry) {
  registry.addExtension(
      +[](MLIRContext *context, ml_program::MLProgramDialect *) {
        ml_program::GlobalLoadConstOp::attachInterface<LoadModel>(*context);
      });
  registry.addExtension(+[](MLIRContext *context, func::FuncDialect *) {
    func::CallOp::attachInterface<CallModel>(*context);
  });
}
