//===- ElementwiseChain.cpp - Which elementwise ops join the one before ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ElementwiseChain.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

bool gnn::isKnownBefore(Operation *op, Value operand) {
  Operation *def = operand.getDefiningOp();
  return !def ||
         (def->getBlock() == op->getBlock() && def->isBeforeInBlock(op));
}

ElementwiseOpInterface gnn::getFusibleReader(Operation *root, Value running,
                                             const JoinedOps &joined) {
  if (!running.hasOneUse() || joined.contains(root))
    return nullptr;
  auto reader = dyn_cast<ElementwiseOpInterface>(*running.user_begin());
  if (!reader || reader->getBlock() != root->getBlock() ||
      reader->getResult(0).getType() != running.getType())
    return nullptr;
  bool known = llvm::all_of(reader->getOperands(), [&](Value operand) {
    return operand == running || isChannelVector(operand.getType()) ||
           isKnownBefore(root, operand) ||
           joined.contains(operand.getDefiningOp());
  });
  return known ? reader : nullptr;
}

Operation *gnn::getChainRoot(Operation *op, const JoinedOps &joined) {
  if (!isa<ElementwiseOpInterface>(op))
    return op;
  for (Value operand : op->getOperands()) {
    Operation *def = operand.getDefiningOp();
    if (!def || !isa<CostOpInterface>(def))
      continue;
    Operation *root = getChainRoot(def, joined);
    if (getFusibleReader(root, operand, joined) == op)
      return root;
  }
  return op;
}
