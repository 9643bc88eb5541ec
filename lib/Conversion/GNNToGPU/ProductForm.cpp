//===- ProductForm.cpp - Kernels for some products only -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductForm.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

LogicalResult ProductForm::matchValues(LinearOp op,
                                       PatternRewriter &rewriter) const {
  ml_program::GlobalOp parameter = getParameter(op.getWeight());
  if (!parameter || !hasParameterValues(parameter))
    return rewriter.notifyMatchFailure(op,
                                       "the plain form tells what is wrong");
  return success();
}

LogicalResult ProductForm::decline(LinearOp op, PatternRewriter &rewriter,
                                   const std::string &reason) const {
  tellMissed(op, name, reason);
  return rewriter.notifyMatchFailure(op, reason);
}

void ProductForm::tellPassed(LinearOp op, StringRef subject,
                             const std::string &what) const {
  auto options = remark::RemarkOpts::name(subject).category(context.passName);
  remark::passed(op.getLoc(), options) << remark::add("{0}", what);
}

void ProductForm::tellMissed(LinearOp op, StringRef subject,
                             const std::string &reason) const {
  auto options = remark::RemarkOpts::name(subject).category(context.passName);
  remark::missed(op.getLoc(), options) << remark::reason("{0}", reason);
}
