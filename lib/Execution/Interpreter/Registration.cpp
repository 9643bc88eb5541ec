//===- Registration.cpp - Attach its evaluation to every gnn op -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evaluation.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// Hands an op to the overload of evaluate() for it.
template <typename OpT>
struct Model : EvaluableOpInterface::ExternalModel<Model<OpT>, OpT> {
  FailureOr<SmallVector<InterpreterValue>>
  evaluate(Operation *op, ArrayRef<InterpreterValue> operands,
           Interpreter &) const {
    auto concrete = cast<OpT>(op);
    Result result = gnn::evaluate(concrete, Operands<OpT>(operands, concrete));
    if (failed(result))
      return failure();
    return SmallVector<InterpreterValue>{*result};
  }
};
} // namespace

template <typename... Ops> static void attachModels(MLIRContext *context) {
  (Ops::template attachInterface<Model<Ops>>(*context), ...);
}

void gnn::registerInterpreterModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, GNNDialect *) {
    attachModels<
#define GET_OP_LIST
#include "dialects/GNN/GNNOps.cpp.inc"
        >(context);
  });
  registerUpstreamModels(registry);
}

DialectRegistry gnn::makeInterpreterRegistry() {
  DialectRegistry registry;
  registry
      .insert<GNNDialect, func::FuncDialect, ml_program::MLProgramDialect>();
  registerInterpreterModels(registry);
  return registry;
}
