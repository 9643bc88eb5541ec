//===- InternalFunctions.cpp - A function behind another ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InternalFunctions.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::gnn;

void gnn::makeInternal(func::FuncOp function) {
  function.setPrivate();
  function->removeAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName());
  function->setAttr(
      "llvm.linkage",
      LLVM::LinkageAttr::get(function.getContext(), LLVM::Linkage::Internal));
}

FailureOr<func::FuncOp> gnn::moveBody(func::FuncOp function, StringRef name) {
  if (SymbolTable::lookupNearestSymbolFrom(
          function, StringAttr::get(function.getContext(), name)))
    return function.emitError("expects the name '")
           << name << "' to be free but it is taken";
  OpBuilder builder(function);
  auto moved = func::FuncOp::create(builder, function.getLoc(), name,
                                    function.getFunctionType());
  moved.getBody().takeBody(function.getBody());
  makeInternal(moved);
  return moved;
}
