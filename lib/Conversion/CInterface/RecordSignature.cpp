//===- RecordSignature.cpp - Keep what lowering forgets about a function --===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/Passes.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_RECORDSIGNATURE
#include "gnn-opt/Conversion/CInterface/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct RecordSignature : gnn::impl::RecordSignatureBase<RecordSignature> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && !function.isExternal())
        record(function);
  }

  void record(func::FuncOp function) {
    Builder builder(&getContext());
    SmallVector<Attribute> rows;
    Operation *terminator = function.getBody().back().getTerminator();
    for (Value result : terminator->getOperands())
      rows.push_back(builder.getStringAttr(stringifyRowSpace(getRowSpace(result))));
    function->setAttr("gnn.signature",
                      TypeAttr::get(function.getFunctionType()));
    function->setAttr("gnn.result_rows", builder.getArrayAttr(rows));
  }
};
} // namespace
