//===- Composition.cpp - A(XW) or (AX)W -----------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Composition.h"

using namespace mlir;
using namespace mlir::gnn;

StringRef gnn::stringifyOrder(CompositionOrder order) {
  return order == CompositionOrder::MultiplyFirst ? "multiply-first"
                                                  : "aggregate-first";
}

CompositionOrder gnn::getOtherOrder(CompositionOrder order) {
  return order == CompositionOrder::MultiplyFirst
             ? CompositionOrder::AggregateFirst
             : CompositionOrder::MultiplyFirst;
}

//===----------------------------------------------------------------------===//
// Composition
//===----------------------------------------------------------------------===//

/// Sparse features that `x` writes out densely, or `x`.
static Value lookThroughToDense(Value x) {
  auto toDense = x.getDefiningOp<ToDenseOp>();
  return toDense && isSparse(toDense.getX().getType()) ? toDense.getX() : x;
}

/// As getFusibleReader asks it of a scaling that is not there yet.
static bool canJoinProducer(Value features, Value scale) {
  Operation *producer = features.getDefiningOp();
  if (!producer || !isa<CostOpInterface>(producer) || !features.hasOneUse())
    return false;
  Operation *def = scale.getDefiningOp();
  return !def || (def->getBlock() == producer->getBlock() &&
                  def->isBeforeInBlock(producer));
}

CompositionParts Composition::getParts() {
  bool isProductFirst = order == CompositionOrder::MultiplyFirst;
  Value first = isProductFirst ? linear.getX()
                : scale        ? scale.getX()
                               : aggregate.getX();
  CompositionParts parts{aggregate.getReduction(),
                         aggregate.getGraph(),
                         lookThroughToDense(first),
                         linear.getWeight(),
                         Value(),
                         linear.getBias()};
  if (scale) {
    parts.scale = scale.getScale();
    parts.joinsProducer = canJoinProducer(first, parts.scale);
  }
  return parts;
}

SmallVector<Operation *> Composition::getOps() {
  SmallVector<Operation *> ops;
  if (order == CompositionOrder::MultiplyFirst)
    ops.push_back(linear);
  if (scale)
    ops.push_back(scale);
  ops.push_back(aggregate);
  if (order == CompositionOrder::AggregateFirst)
    ops.push_back(linear);
  return ops;
}

CompositionOrder Composition::getNarrower() {
  if (isSparse(getParts().features.getType()))
    return CompositionOrder::MultiplyFirst;
  int64_t in = getChannels(linear.getX()),
          out = getChannels(linear.getResult());
  if (in == out)
    return order;
  return out < in ? CompositionOrder::MultiplyFirst
                  : CompositionOrder::AggregateFirst;
}

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

static const char *findObstacle(AggregateOp aggregate) {
  if (aggregate.getWeights())
    return "the aggregate has edge weights";
  if (aggregate.getReduction() != ReductionKind::sum &&
      aggregate.getReduction() != ReductionKind::mean)
    return "the aggregate is neither sum nor mean";
  return nullptr;
}

/// linear(aggregate(graph, scale_rows(x, c)), w)
static CompositionMatch matchAggregateFirst(LinearOp linear) {
  auto aggregate = linear.getX().getDefiningOp<AggregateOp>();
  if (!aggregate)
    return {};
  if (const char *obstacle = findObstacle(aggregate))
    return {{}, obstacle};
  if (!aggregate->hasOneUse())
    return {{}, "the aggregate has another reader"};
  auto scale = aggregate.getX().getDefiningOp<ScaleRowsOp>();
  if (scale && !scale->hasOneUse())
    scale = nullptr;
  return {
      Composition{CompositionOrder::AggregateFirst, linear, scale, aggregate}};
}

static const char *findObstacle(Composition composition) {
  if (const char *obstacle = findObstacle(composition.aggregate))
    return obstacle;
  if (!composition.linear->hasOneUse() ||
      (composition.scale && !composition.scale->hasOneUse()))
    return "the product has another reader";
  if (composition.linear.getBias())
    return "the product has a bias";
  if (isSparse(composition.linear.getX().getType()))
    return "the product reads sparse features";
  return nullptr;
}

/// aggregate(graph, scale_rows(linear(x, w), c))
static CompositionMatch matchMultiplyFirst(AggregateOp aggregate) {
  auto scale = aggregate.getX().getDefiningOp<ScaleRowsOp>();
  auto linear =
      (scale ? scale.getX() : aggregate.getX()).getDefiningOp<LinearOp>();
  if (!linear)
    return {};
  Composition composition{CompositionOrder::MultiplyFirst, linear, scale,
                          aggregate};
  if (const char *obstacle = findObstacle(composition))
    return {{}, obstacle};
  return {composition};
}

CompositionMatch gnn::matchComposition(Operation *op) {
  if (auto linear = dyn_cast<LinearOp>(op))
    return matchAggregateFirst(linear);
  if (auto aggregate = dyn_cast<AggregateOp>(op))
    return matchMultiplyFirst(aggregate);
  return {};
}

SmallVector<Composition> gnn::findCompositions(func::FuncOp function) {
  SmallVector<Composition> found;
  SmallPtrSet<Operation *, 16> taken;
  function.walk([&](Operation *op) {
    std::optional<Composition> match = matchComposition(op).composition;
    if (!match || taken.contains(match->linear) ||
        taken.contains(match->aggregate))
      return;
    taken.insert(match->linear);
    taken.insert(match->aggregate);
    found.push_back(*match);
  });
  return found;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

static Value scaleRows(OpBuilder &builder, Location loc, Value x, Value scale) {
  return scale ? ScaleRowsOp::create(builder, loc, x, scale).getResult() : x;
}

static Value aggregate(OpBuilder &builder, Location loc,
                       const CompositionParts &parts, Value x) {
  return AggregateOp::create(builder, loc, parts.reduction, parts.graph,
                             scaleRows(builder, loc, x, parts.scale), Value());
}

static Value createMultiplyFirst(OpBuilder &builder, Location loc,
                                 const CompositionParts &parts) {
  Value z =
      LinearOp::create(builder, loc, parts.features, parts.weight, Value());
  Value y = aggregate(builder, loc, parts, z);
  return parts.bias ? BiasAddOp::create(builder, loc, y, parts.bias).getResult()
                    : y;
}

static Value createAggregateFirst(OpBuilder &builder, Location loc,
                                  const CompositionParts &parts) {
  Value x = parts.features;
  if (isSparse(x.getType()))
    x = ToDenseOp::create(builder, loc, x);
  return LinearOp::create(builder, loc, aggregate(builder, loc, parts, x),
                          parts.weight, parts.bias);
}

Value gnn::createComposition(OpBuilder &builder, Location loc,
                             const CompositionParts &parts,
                             CompositionOrder order) {
  return order == CompositionOrder::MultiplyFirst
             ? createMultiplyFirst(builder, loc, parts)
             : createAggregateFirst(builder, loc, parts);
}
