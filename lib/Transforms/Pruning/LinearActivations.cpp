//===- LinearActivations.cpp - Activations that do nothing ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinearActivations.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

/// Whether the op could stand for its first operand at all.
static bool mayBeIdentity(Operation *op) {
  return op->getNumResults() == 1 && op->getNumOperands() > 0 &&
         isFeatures(op->getResult(0).getType()) &&
         op->getOperand(0).getType() == op->getResult(0).getType();
}

static int64_t countLinearChannels(ValueRangeOpInterface op,
                                   ValueRanges &ranges) {
  int64_t linear = 0;
  for (int64_t c = 0, e = getChannels(op->getResult(0)); c < e; ++c)
    linear += op.isIdentityAt(ranges, c);
  return linear;
}

unsigned gnn::removeLinearActivations(ModuleOp module, ValueRanges &ranges,
                                      ProofClass proof, StringRef pass) {
  auto name = remark::RemarkOpts::name(pass).category("prune");
  SmallVector<Operation *> gone;
  module.walk([&](ValueRangeOpInterface op) {
    int64_t linear = mayBeIdentity(op) ? countLinearChannels(op, ranges) : 0;
    if (linear == 0)
      return;
    int64_t channels = getChannels(op->getResult(0));
    bool goes = linear == channels;
    auto emitted = goes ? remark::passed(op.getLoc(), name)
                        : remark::analysis(op.getLoc(), name);
    emitted << remark::add("'{0}' is linear on {1} of {2} channels, {3}{4}",
                           op->getName().getStringRef(), linear, channels,
                           stringify(proof), goes ? ": removed" : "");
    if (goes)
      gone.push_back(op);
  });
  for (Operation *op : gone) {
    op->getResult(0).replaceAllUsesWith(op->getOperand(0));
    op->erase();
  }
  return gone.size();
}
