//===- CostFormulas.cpp - What elements and their bytes cost --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CostFormulas.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

static constexpr int64_t floatBytes = 4;
static constexpr int64_t columnBytes = 4;
static constexpr int64_t rowPtrBytes = 8;

int64_t gnn::times(ArrayRef<int64_t> factors) {
  int64_t product = 1;
  for (int64_t factor : factors)
    if (llvm::MulOverflow(product, factor, product))
      return std::numeric_limits<int64_t>::max();
  return product;
}

int64_t gnn::getFloatBytes(ArrayRef<int64_t> extents) {
  return times({times(extents), floatBytes});
}

int64_t gnn::getRowPtrBytes(int64_t nodes) {
  return times({Cost::add(nodes, 1), rowPtrBytes});
}

int64_t gnn::getGraphBytes(int64_t nodes, int64_t edges) {
  return Cost::add(getRowPtrBytes(nodes), times({edges, columnBytes}));
}

/// A stored element of a sparse value also has a column index.
int64_t gnn::getBytes(Value value, const ValueSizes &sizes) {
  int64_t each = floatBytes + (isSparse(value.getType()) ? columnBytes : 0);
  return times({sizes.getElements(value), each});
}

static int64_t getOperandBytes(Operation *op, const ValueSizes &sizes) {
  int64_t total = 0;
  for (Value operand : op->getOperands())
    if (isa<RankedTensorType>(operand.getType()))
      total = Cost::add(total, getBytes(operand, sizes));
  return total;
}

Cost gnn::getCostPerElement(Operation *op, const ValueSizes &sizes,
                            int64_t operations, int64_t exponentials) {
  int64_t elements = sizes.getElements(op->getOperand(0));
  Cost cost = {times({operations, elements}), getOperandBytes(op, sizes),
               getBytes(op->getResult(0), sizes)};
  cost.exponentials = times({exponentials, elements});
  return cost;
}

/// Folded away before anything runs.
Cost DropoutOp::getCost(const ValueSizes &) { return {}; }

int64_t gnn::getRowsOfFirstFeatures(Operation *op, const ValueSizes &sizes) {
  for (Value operand : op->getOperands())
    if (isFeatures(operand.getType()))
      return sizes.getRows(operand);
  return sizes.getNodes();
}
