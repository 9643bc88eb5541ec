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

using namespace mlir;
using namespace mlir::gnn;

llvm::Expected<ModelCopy> gnn::copyForData(func::FuncOp function,
                                           Dataset &data) {
  ModelCopy copy;
  copy.module = function->getParentOfType<ModuleOp>().clone();
  auto found = findFunction(*copy.module, function.getSymName().str());
  if (!found)
    return found.takeError();
  copy.function = *found;
  if (llvm::Error error = matchFeatureStorage(copy.function, data))
    return error;
  return copy;
}
