//===- Folds.cpp - What an op folds to without new ops --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

/// Inference only: dropout is the identity.
OpFoldResult DropoutOp::fold(FoldAdaptor) { return getX(); }

/// (w^T)^T = w.
OpFoldResult TransposeOp::fold(FoldAdaptor) {
  auto inner = getX().getDefiningOp<TransposeOp>();
  return inner ? inner.getX() : Value();
}

OpFoldResult ConcatOp::fold(FoldAdaptor) {
  return getInputs().size() == 1 ? getInputs().front() : Value();
}

OpFoldResult ToDenseOp::fold(FoldAdaptor) {
  return isSparse(getX().getType()) ? Value() : getX();
}
