//===- Gathers.cpp - Which features are read by edges ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Gathers.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

bool gnn::isGather(OpOperand &use) {
  if (auto op = dyn_cast<AggregateOp>(use.getOwner()))
    return &use == &op.getXMutable();
  if (auto op = dyn_cast<AttentionOp>(use.getOwner()))
    return &use == &op.getXMutable();
  return false;
}

bool gnn::isOnlyGathered(Value features) {
  return isDenseFeatures(features.getType()) && features.getDefiningOp() &&
         !features.use_empty() && llvm::all_of(features.getUses(), isGather);
}
