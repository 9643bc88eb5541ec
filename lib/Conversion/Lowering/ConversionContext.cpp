//===- ConversionContext.cpp - Layers and parameters of a module ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/ConversionContext.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Interfaces/CallInterfaces.h"

using namespace mlir;
using namespace mlir::gnn;

/// Which pass replaces the op, and by what; empty where it can be lowered.
static StringRef describeReplacement(Operation *op) {
  if (op->hasTrait<PublishedLayer>())
    return "is a layer, which gnn-decompose-layers must write in core ops "
           "first";
  if (isa<CallOpInterface>(op))
    return "is a call, which inline must replace by what it calls first";
  return "";
}

LogicalResult gnn::refuseLayersAndCalls(ModuleOp module) {
  WalkResult result = module.walk([](Operation *op) {
    StringRef replacement = describeReplacement(op);
    if (replacement.empty())
      return WalkResult::advance();
    op->emitOpError(replacement);
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

LogicalResult gnn::eraseParameters(ModuleOp module) {
  for (ml_program::GlobalOp parameter :
       llvm::make_early_inc_range(module.getOps<ml_program::GlobalOp>())) {
    for (ml_program::GlobalLoadConstOp load : getParameterLoads(parameter)) {
      if (!load->use_empty())
        return load->user_begin()->emitOpError("reads parameter '")
               << parameter.getSymName() << "' but cannot be lowered with it";
      load.erase();
    }
    parameter.erase();
  }
  return success();
}
