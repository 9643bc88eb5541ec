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
  auto op = dyn_cast<CostOpInterface>(use.getOwner());
  return op && op.isGathered(use);
}

bool gnn::isOnlyGathered(Value features) {
  return isDenseFeatures(features.getType()) && features.getDefiningOp() &&
         !features.use_empty() && llvm::all_of(features.getUses(), isGather);
}
