//===- ScaledGathers.cpp - Scalings that sums take along ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ScaledGathers.h"

#include "gnn-opt/Analysis/ElementwiseChain.h"

using namespace mlir;
using namespace mlir::gnn;

static bool isUnweightedSum(AggregateOp op) {
  return !op.getWeights() && (op.getReduction() == ReductionKind::sum ||
                              op.getReduction() == ReductionKind::mean);
}

AggregateOp gnn::getGatherOfScaling(ScaleRowsOp scaling) {
  // Else its rows are in registers already.
  if (getChainRoot(scaling) != scaling)
    return nullptr;
  AggregateOp gather;
  for (Operation *user : scaling->getUsers()) {
    auto root = dyn_cast<AggregateOp>(getChainRoot(user));
    if (!root || (gather && root != gather))
      return nullptr;
    gather = root;
  }
  return gather && gather.getX() == scaling.getResult() &&
                 isUnweightedSum(gather) &&
                 gather->getBlock() == scaling->getBlock()
             ? gather
             : nullptr;
}

bool gnn::isScaledWhenGathered(ScaleRowsOp scaling, const ValueSizes &sizes) {
  AggregateOp gather = getGatherOfScaling(scaling);
  if (!gather)
    return false;
  double elements = sizes.getElements(scaling.getResult());
  return sizes.getEdges(gather.getGraph()) <= readersPerChannel * elements ||
         elements * sizeof(float) > mostScaledBytes;
}
