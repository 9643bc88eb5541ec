//===- ModelCopy.cpp - A copy of a model that fits data -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelCopy.h"

#include "gnn-opt/Execution/MatchFeatures.h"
#include "gnn-opt/Execution/Signature.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::gnn;

static llvm::Expected<ModelCopy> copyModel(func::FuncOp function) {
  ModelCopy copy;
  copy.module = function->getParentOfType<ModuleOp>().clone();
  auto found = findFunction(*copy.module, function.getSymName().str());
  if (!found)
    return found.takeError();
  copy.function = *found;
  return copy;
}

llvm::Expected<ModelCopy> gnn::copyForData(func::FuncOp function,
                                           const Dataset &data) {
  auto copy = copyModel(function);
  if (!copy)
    return copy;
  copy->data = data;
  if (llvm::Error error = matchFeatureStorage(copy->function, copy->data))
    return error;
  return copy;
}

llvm::Expected<Workload> gnn::getWorkload(func::FuncOp function,
                                          const Dataset &data) {
  Dataset selected = data;
  if (llvm::Error error = selectFeatures(function, selected))
    return error;
  return getWorkload(selected);
}

llvm::Expected<int64_t>
gnn::countCompiledMultiplyAdds(func::FuncOp function,
                               const Workload &workload) {
  auto copy = copyModel(function);
  if (!copy)
    return copy.takeError();
  PassManager passes(function.getContext());
  buildOptimizePipeline(passes);
  if (failed(passes.run(*copy->module)))
    return llvm::createStringError("cannot optimize the model");
  return getFunctionCost(copy->function, workload).multiplyAdds;
}
