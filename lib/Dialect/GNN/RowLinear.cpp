//===- RowLinear.cpp - Which ops are linear maps on rows ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

using RowOperands = SmallVector<OpOperand *>;

Value gnn::cloneRowMap(OpBuilder &builder, OpOperand &operand, Value x) {
  Operation *op = operand.getOwner();
  // Ops that read rows need them dense.
  if (isSparse(x.getType()))
    x = ToDenseOp::create(builder, op->getLoc(), x);
  Operation *copy = builder.clone(*op);
  copy->setOperand(operand.getOperandNumber(), x);
  copy->getResult(0).setType(x.getType());
  return copy->getResult(0);
}

static RowOperands linearIf(bool isLinear, OpOperand &x) {
  return isLinear ? RowOperands{&x} : RowOperands{};
}

static bool isLinear(ReductionKind kind) {
  return kind == ReductionKind::sum || kind == ReductionKind::mean;
}

//===----------------------------------------------------------------------===//
// Sums over rows
//===----------------------------------------------------------------------===//

/// One matrix for all channels only where they share their edge weights.
RowOperands AggregateOp::getRowLinearOperands() {
  bool sharesWeights = !getWeights() || getChannels(getWeights()) == 1;
  return linearIf(isLinear(getReduction()) && sharesWeights, getXMutable());
}

/// For given scores; those of one head weight all channels alike.
RowOperands AttentionOp::getRowLinearOperands() {
  return linearIf(getChannels(getSource()) == 1, getXMutable());
}

RowOperands PoolOp::getRowLinearOperands() {
  return linearIf(isLinear(getReduction()), getXMutable());
}

//===----------------------------------------------------------------------===//
// Rows one by one
//===----------------------------------------------------------------------===//

RowOperands ScaleRowsOp::getRowLinearOperands() { return {&getXMutable()}; }
RowOperands DropoutOp::getRowLinearOperands() { return {&getXMutable()}; }
RowOperands ToDenseOp::getRowLinearOperands() { return {&getXMutable()}; }

/// r = y.
RowOperands AddOp::getRowLinearOperands() {
  return {&getXMutable(), &getYMutable()};
}
Value AddOp::buildRowMap(OpBuilder &, OpOperand &, Value x) { return x; }

/// r = (1 + eps) y.
RowOperands AddScaledOp::getRowLinearOperands() { return {&getXMutable()}; }
Value AddScaledOp::buildRowMap(OpBuilder &, OpOperand &, Value x) { return x; }

/// r = s y.
RowOperands AddScaledRowsOp::getRowLinearOperands() { return {&getXMutable()}; }
Value AddScaledRowsOp::buildRowMap(OpBuilder &, OpOperand &, Value x) {
  return x;
}

RowOperands BiasAddOp::getRowLinearOperands() { return {&getXMutable()}; }
Value BiasAddOp::getRowVector() { return getBias(); }
Value BiasAddOp::buildRowMap(OpBuilder &, OpOperand &, Value x) { return x; }
