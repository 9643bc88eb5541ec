//===- NodeOrderLibrary.cpp - Functions that order nodes ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NodeOrderLibrary.h"

#include "InternalFunctions.h"
#include "lib/Conversion/HostFunctions/NodeOrder.h"

#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace mlir::gnn;

FailureOr<NodeOrderLibrary> NodeOrderLibrary::addTo(ModuleOp module) {
  auto library = parseSourceString<ModuleOp>(
      nodeOrderFunctions, module.getContext(), "NodeOrder.mlir");
  if (!library)
    return failure();
  for (auto function : library->getOps<func::FuncOp>()) {
    if (module.lookupSymbol(function.getSymName()))
      return module.emitError("expects the name '")
             << function.getSymName() << "' to be free but it is taken";
    func::FuncOp copy = function.clone();
    module.push_back(copy);
    makeInternal(copy);
  }
  return NodeOrderLibrary(module);
}

func::FuncOp NodeOrderLibrary::findOrder(StringRef order) const {
  return find(("gnn_order_by_" + order).str());
}
