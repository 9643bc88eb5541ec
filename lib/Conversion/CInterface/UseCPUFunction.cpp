//===- UseCPUFunction.cpp - Choosing a version from C ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UseCPUFunction.h"

#include "gnn-opt/Conversion/CInterface/CSignature.h"
#include "gnn-opt/Support/CPULevels.h"

using namespace mlir;
using namespace mlir::gnn;

LogicalResult gnn::exportUseCPU(ModuleOp module) {
  auto function = module.lookupSymbol<func::FuncOp>(useCPUFunction);
  if (!function)
    return success();
  std::string symbol = getUseCPUSymbol(module);
  if (Operation *taken = module.lookupSymbol(symbol))
    return taken->emitError("expects the C symbol '")
           << symbol << "' to be free but it is taken";
  function.setName(symbol);
  function.setPublic();
  function->removeAttr("llvm.linkage");
  return success();
}
