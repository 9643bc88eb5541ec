//===- LinearTerms.cpp - Values that are linear in weights ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/LinearTerms.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace mlir::gnn;

/// Where the only reader of `value` maps its rows; null where it does not, or
/// where there are more readers.
static OpOperand *findRowMap(Value value) {
  if (!value.hasOneUse())
    return nullptr;
  OpOperand *use = &*value.use_begin();
  auto op = dyn_cast<RowLinearOpInterface>(use->getOwner());
  return op && llvm::is_contained(op.getRowLinearOperands(), use) ? use
                                                                  : nullptr;
}

/// All maps that follow `value`, one after the other.
static RowMaps followRowMaps(Value value) {
  RowMaps rows;
  while (OpOperand *next = findRowMap(value)) {
    rows.push_back(next);
    value = next->getOwner()->getResult(0);
  }
  return rows;
}

/// The maps after the first `count`.
static RowMaps dropFront(const RowMaps &rows, size_t count) {
  return RowMaps(llvm::drop_begin(rows, count));
}

static void addBias(LinearSum &sum, Operation *op, Value vector, RowMaps rows) {
  // Two terms that were joined pass the same op.
  bool known = llvm::any_of(
      sum.biases, [&](const LinearBias &bias) { return bias.op == op; });
  if (ml_program::GlobalOp parameter = vector ? getParameter(vector) : nullptr)
    if (!known)
      sum.biases.push_back({op, parameter, std::move(rows)});
}

static void addTerm(LinearSum &sum, const ChannelContraction &product,
                    ml_program::GlobalOp weight, RowMaps rows) {
  OperandRange own = *product.link.bias;
  if (!own.empty())
    addBias(sum, product.op, own.front(), rows);
  for (auto [passed, map] : llvm::enumerate(rows))
    addBias(sum, map->getOwner(),
            cast<RowLinearOpInterface>(map->getOwner()).getRowVector(),
            dropFront(rows, passed + 1));
  sum.terms.push_back(
      {product.op, product.link.from.value, weight, std::move(rows)});
}

std::vector<LinearSum> gnn::findLinearSums(const ChannelGroups &groups) {
  llvm::MapVector<Value, LinearSum> sums;
  for (const ChannelContraction &product : groups.getContractions()) {
    // An op that can take a bias up computes the product and nothing more.
    ml_program::GlobalOp weight = getParameter(product.link.to.value);
    if (!weight || !product.link.bias)
      continue;
    RowMaps rows = followRowMaps(product.op->getResult(0));
    Value value =
        (rows.empty() ? product.op : rows.back()->getOwner())->getResult(0);
    LinearSum &sum = sums[value];
    sum.value = value;
    addTerm(sum, product, weight, std::move(rows));
  }
  std::vector<LinearSum> ordered;
  groups.getModule().walk([&](Operation *op) {
    for (Value result : op->getResults())
      if (auto found = sums.find(result); found != sums.end())
        ordered.push_back(std::move(found->second));
  });
  return ordered;
}

Value gnn::propagate(OpBuilder &builder, const RowMaps &rows, Value x) {
  for (OpOperand *map : rows)
    x = cast<RowLinearOpInterface>(map->getOwner())
            .buildRowMap(builder, *map, x);
  return x;
}
