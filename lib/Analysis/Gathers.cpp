//===- Gathers.cpp - Which features are read by edges ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Gathers.h"

#include "gnn-opt/Analysis/ElementwiseChain.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

bool gnn::isGather(OpOperand &use) {
  auto op = dyn_cast<CostOpInterface>(use.getOwner());
  return op && op.isGathered(use);
}

/// Whether an elementwise op reads a node's own row where it has been reduced
/// with those of its neighbours, which are gathered from the same features.
static bool isReadBehindGather(OpOperand &use) {
  Operation *root = getChainRoot(use.getOwner());
  return root != use.getOwner() &&
         llvm::any_of(root->getOpOperands(), [&](OpOperand &other) {
           return other.get() == use.get() && isGather(other);
         });
}

bool gnn::isOnlyGathered(Value features) {
  return isDenseFeatures(features.getType()) && features.getDefiningOp() &&
         llvm::any_of(features.getUses(), isGather) &&
         llvm::all_of(features.getUses(), [](OpOperand &use) {
           return isGather(use) || isReadBehindGather(use);
         });
}
