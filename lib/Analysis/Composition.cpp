//===- Composition.cpp - A(XW) or (AX)W -----------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Composition.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

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
  parts.edgeWeights = aggregate.getWeights();
  parts.addsSelf = bool(self);
  if (auto scaled = dyn_cast_or_null<AddScaledOp>(self.getOperation()))
    parts.eps = scaled.getEps();
  if (auto scaled = dyn_cast_or_null<AddScaledRowsOp>(self.getOperation()))
    parts.missing = scaled.getScale();
  return parts;
}

SmallVector<Operation *> Composition::getOps() {
  SmallVector<Operation *> ops;
  if (order == CompositionOrder::MultiplyFirst)
    ops.push_back(linear);
  if (scale)
    ops.push_back(scale);
  ops.push_back(aggregate);
  if (self)
    ops.push_back(self);
  if (order == CompositionOrder::AggregateFirst)
    ops.push_back(linear);
  return ops;
}

bool Composition::isReadElsewhere(Operation *op) {
  SmallVector<Operation *> ops = getOps();
  return llvm::any_of(op->getUsers(), [&](Operation *user) {
    return !llvm::is_contained(ops, user);
  });
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

/// The aggregate to which `op` adds the rows that it reads, or null.
static AggregateOp getSummedWithSelf(Operation *op) {
  if (!op->hasTrait<RowSum>())
    return nullptr;
  auto match = [](Value sum, Value own) -> AggregateOp {
    auto aggregate = sum.getDefiningOp<AggregateOp>();
    return aggregate && aggregate.getX() == own ? aggregate : nullptr;
  };
  AggregateOp aggregate = match(op->getOperand(0), op->getOperand(1));
  if (!aggregate && op->hasTrait<OpTrait::IsCommutative>())
    aggregate = match(op->getOperand(1), op->getOperand(0));
  return aggregate;
}

/// What goes through the graph and ends in `last`, by itself; without an
/// aggregate where nothing does.
static Composition matchPropagation(Operation *last, CompositionOrder order) {
  Composition found{order, {}, {}, {}, {}};
  if (!last)
    return found;
  if ((found.aggregate = getSummedWithSelf(last)))
    found.self = cast<ElementwiseOpInterface>(last);
  else
    found.aggregate = dyn_cast<AggregateOp>(last);
  if (found.aggregate)
    found.scale = found.aggregate.getX().getDefiningOp<ScaleRowsOp>();
  return found;
}

static const char *findObstacle(Composition composition) {
  AggregateOp aggregate = composition.aggregate;
  if (Value weights = aggregate.getWeights();
      weights && getChannels(weights) != 1)
    return "the edge weights are of several heads";
  if (aggregate.getReduction() != ReductionKind::sum &&
      aggregate.getReduction() != ReductionKind::mean)
    return "the aggregate is neither sum nor mean";
  for (Operation *op :
       {aggregate.getOperation(), composition.self.getOperation()})
    if (op && op != composition.getLast() && composition.isReadElsewhere(op))
      return "the aggregate has another reader";
  return nullptr;
}

/// linear(aggregate(graph, scale_rows(x, c)), w)
static CompositionMatch matchAggregateFirst(LinearOp linear) {
  Composition found = matchPropagation(linear.getX().getDefiningOp(),
                                       CompositionOrder::AggregateFirst);
  if (!found.aggregate)
    return {};
  found.linear = linear;
  if (const char *obstacle = findObstacle(found))
    return {{}, obstacle};
  if (found.scale && found.isReadElsewhere(found.scale))
    found.scale = nullptr;
  return {found};
}

static bool hasKnownValues(Value value) {
  ml_program::GlobalOp parameter = getParameter(value);
  return parameter && hasParameterValues(parameter);
}

/// Scores of one head that read the product go to `scores`; they could read
/// what it reads. Several heads would each read all of it.
static const char *findScores(Composition &composition) {
  LinearOp product = composition.linear;
  for (Operation *reader : product->getUsers()) {
    if (llvm::is_contained(composition.getOps(), reader))
      continue;
    auto dot = dyn_cast<HeadDotOp>(reader);
    if (!dot || getChannels(dot.getResult()) != 1)
      return "the product has another reader";
    if (!hasKnownValues(product.getWeight()) ||
        !hasKnownValues(dot.getVector()))
      return "a head dot reads the product, and not all values of their "
             "parameters are known";
    composition.scores.push_back(dot);
  }
  return nullptr;
}

static const char *findObstacleToMultiplyLast(Composition &composition) {
  if (composition.scale && composition.isReadElsewhere(composition.scale))
    return "the product has another reader";
  if (const char *obstacle = findScores(composition))
    return obstacle;
  // Behind a sum it would be added once for every edge; and to scores, too.
  if (composition.linear.getBias())
    return "the product has a bias";
  if (isSparse(composition.linear.getX().getType()))
    return "the product reads sparse features";
  return nullptr;
}

/// Whether the composition of an aggregate ends behind it.
static bool isSummedWithSelf(AggregateOp aggregate) {
  return llvm::any_of(aggregate->getUsers(), [&](Operation *user) {
    return getSummedWithSelf(user) == aggregate;
  });
}

/// aggregate(graph, scale_rows(linear(x, w), c))
static CompositionMatch matchMultiplyFirst(Operation *last) {
  Composition found = matchPropagation(last, CompositionOrder::MultiplyFirst);
  if (!found.aggregate || (!found.self && isSummedWithSelf(found.aggregate)))
    return {};
  Value product = found.scale ? found.scale.getX() : found.aggregate.getX();
  found.linear = product.getDefiningOp<LinearOp>();
  if (!found.linear)
    return {};
  if (const char *obstacle = findObstacle(found))
    return {{}, obstacle};
  if (const char *obstacle = findObstacleToMultiplyLast(found))
    return {{}, obstacle};
  return {found};
}

CompositionMatch gnn::matchComposition(Operation *op) {
  if (auto linear = dyn_cast<LinearOp>(op))
    return matchAggregateFirst(linear);
  return matchMultiplyFirst(op);
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

static Value propagate(OpBuilder &builder, Location loc,
                       const CompositionParts &parts, Value x) {
  x = scaleRows(builder, loc, x, parts.scale);
  Value sum = AggregateOp::create(builder, loc, parts.reduction, parts.graph, x,
                                  parts.edgeWeights);
  if (!parts.addsSelf)
    return sum;
  if (parts.missing)
    return AddScaledRowsOp::create(builder, loc, sum, x, parts.missing);
  if (parts.eps)
    return AddScaledOp::create(builder, loc, sum, x, parts.eps);
  return AddOp::create(builder, loc, sum, x);
}

static Value createMultiplyFirst(OpBuilder &builder, Location loc,
                                 const CompositionParts &parts) {
  Value z =
      LinearOp::create(builder, loc, parts.features, parts.weight, Value());
  Value y = propagate(builder, loc, parts, z);
  return parts.bias ? BiasAddOp::create(builder, loc, y, parts.bias).getResult()
                    : y;
}

static Value createAggregateFirst(OpBuilder &builder, Location loc,
                                  const CompositionParts &parts) {
  Value x = parts.features;
  if (isSparse(x.getType()))
    x = ToDenseOp::create(builder, loc, x);
  return LinearOp::create(builder, loc, propagate(builder, loc, parts, x),
                          parts.weight, parts.bias);
}

Value gnn::createComposition(OpBuilder &builder, Location loc,
                             const CompositionParts &parts,
                             CompositionOrder order) {
  return order == CompositionOrder::MultiplyFirst
             ? createMultiplyFirst(builder, loc, parts)
             : createAggregateFirst(builder, loc, parts);
}
