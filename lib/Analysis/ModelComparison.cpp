//===- ModelComparison.cpp - Two models, without running them -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/ModelComparison.h"
#include "gnn-opt/Analysis/DeadChannels.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;

static ModuleOp getModule(func::FuncOp function) {
  return function->getParentOfType<ModuleOp>();
}

static OperandRange getResults(func::FuncOp function) {
  return function.front().getTerminator()->getOperands();
}

double DifferenceBounds::getLargest() const {
  double largest = 0;
  for (Interval channel : channels)
    largest = std::max(largest, channel.getMagnitude());
  return largest;
}

//===----------------------------------------------------------------------===//
// Proof
//===----------------------------------------------------------------------===//

static bool haveEqualResults(func::FuncOp first, func::FuncOp second,
                             ChannelValues &values) {
  for (auto [a, b] : llvm::zip(getResults(first), getResults(second)))
    if (values.getNumber(a) != values.getNumber(b))
      return false;
  return getResults(first).size() == getResults(second).size();
}

static bool haveEqualArguments(func::FuncOp first, func::FuncOp second) {
  return llvm::all_of_zip(
      first.getArgumentTypes(), second.getArgumentTypes(), [](Type a, Type b) {
        auto x = dyn_cast<RankedTensorType>(a);
        auto y = dyn_cast<RankedTensorType>(b);
        return x && y ? x.getShape() == y.getShape() : a == b;
      });
}

FailureOr<bool> gnn::proveEqual(func::FuncOp first, func::FuncOp second,
                                const InputDomain &domain) {
  auto firstRanges = computeValueRanges(getModule(first), domain);
  auto secondRanges = computeValueRanges(getModule(second), domain);
  if (failed(firstRanges) || failed(secondRanges))
    return failure();
  if (!haveEqualArguments(first, second))
    return false;
  ChannelValues values;
  for (auto [a, b] : llvm::zip(first.getArguments(), second.getArguments()))
    values.setEqual(b, a);
  addChannelValues(values, getModule(first), &*firstRanges);
  addChannelValues(values, getModule(second), &*secondRanges);
  return haveEqualResults(first, second, values);
}

//===----------------------------------------------------------------------===//
// Bounds of both
//===----------------------------------------------------------------------===//

/// The difference of the bounds of both results.
static FailureOr<DifferenceBounds> subtractBounds(func::FuncOp first,
                                                  func::FuncOp second,
                                                  const InputDomain &domain,
                                                  const Rounding &rounding) {
  auto a = computeValueRanges(getModule(first), domain, ValueRanges(rounding));
  auto b = computeValueRanges(getModule(second), domain, ValueRanges(rounding));
  if (failed(a) || failed(b))
    return failure();
  DifferenceBounds bounds;
  for (auto [x, y] : llvm::zip(getResults(first), getResults(second)))
    for (auto [left, right] : llvm::zip(a->getFeatures(x).flatten().channels,
                                        b->getFeatures(y).flatten().channels))
      bounds.channels.push_back(left - right);
  return bounds;
}

//===----------------------------------------------------------------------===//
// From op to op
//===----------------------------------------------------------------------===//

/// Whether a difference that had been followed to the operands becomes that of
/// the bounds of the result.
static bool widens(ValueRangeOpInterface op, DifferenceRanges &differences) {
  return op->getNumResults() == 1 && differences.isWidened(op->getResult(0)) &&
         llvm::none_of(op->getOperands(), [&](Value operand) {
           return operand.getDefiningOp<ValueRangeOpInterface>() &&
                  differences.isWidened(operand);
         });
}

/// Through all ops of `function`.
static DifferenceBounds followDifferences(func::FuncOp function,
                                          DifferenceRanges &differences) {
  for (Value argument : function.getArguments())
    if (isFeatures(argument.getType()))
      differences.setEqual(argument);
  DifferenceBounds bounds;
  bounds.isRelational = true;
  function.walk([&](ValueRangeOpInterface op) {
    op.inferDifference(differences);
    if (widens(op, differences))
      bounds.widened.push_back(op);
  });
  for (Value result : getResults(function))
    llvm::append_range(bounds.channels,
                       differences.getFeatures(result).flatten().channels);
  return bounds;
}

/// In real arithmetic. `second` has the ops of `first`, one by one, as its copy
/// has.
static FailureOr<DifferenceBounds> followParameters(func::FuncOp first,
                                                    ModuleOp second,
                                                    const InputDomain &domain) {
  constexpr Rounding exact = Rounding::none();
  auto a = computeValueRanges(getModule(first), domain, ValueRanges(exact));
  // The same values in the IR, with the parameters of the other.
  ValueRanges other(exact);
  for (ml_program::GlobalOp parameter : getParameters(getModule(first)))
    if (auto changed =
            second.lookupSymbol<ml_program::GlobalOp>(parameter.getSymName()))
      if (auto elements = getParameterValues(changed); succeeded(elements))
        other.setParameterElements(parameter, std::move(*elements));
  auto b = computeValueRanges(getModule(first), domain, std::move(other));
  if (failed(a) || failed(b))
    return failure();
  DifferenceRanges differences(*a, *b);
  return followDifferences(first, differences);
}

/// Adds what `function` itself is off by, as real numbers minus what a program
/// computes: its ops, however many it has, and not those of another model.
static LogicalResult addRounding(func::FuncOp function,
                                 const InputDomain &domain,
                                 const Rounding &rounding,
                                 DifferenceBounds &bounds) {
  auto ranges =
      computeValueRanges(getModule(function), domain, ValueRanges(rounding));
  if (failed(ranges))
    return failure();
  DifferenceRanges differences(*ranges, *ranges, rounding);
  DifferenceBounds errors = followDifferences(function, differences);
  for (auto [channel, error] : llvm::zip(bounds.channels, errors.channels))
    channel = channel + Interval{-error.getMagnitude(), error.getMagnitude()};
  // The same op would be named once for each model.
  if (bounds.widened.empty())
    bounds.widened = std::move(errors.widened);
  return success();
}

FailureOr<DifferenceBounds> gnn::boundDifference(func::FuncOp first,
                                                 func::FuncOp second,
                                                 const InputDomain &domain,
                                                 const Rounding &rounding) {
  OwningOpRef<ModuleOp> spread =
      spreadParameters(getModule(first), getModule(second));
  if (!spread)
    return subtractBounds(first, second, domain, rounding);
  auto whole = spread->lookupSymbol<func::FuncOp>(first.getSymName());
  FailureOr<bool> isSecond = proveEqual(whole, second, domain);
  if (failed(isSecond))
    return failure();
  if (!*isSecond)
    return subtractBounds(first, second, domain, rounding);
  auto bounds = followParameters(first, *spread, domain);
  auto apart = subtractBounds(first, second, domain, rounding);
  if (failed(bounds) || failed(apart))
    return failure();
  if (!rounding.isNone() &&
      (failed(addRounding(first, domain, rounding, *bounds)) ||
       failed(addRounding(second, domain, rounding, *bounds))))
    return failure();
  for (auto [channel, limit] : llvm::zip(bounds->channels, apart->channels))
    channel = intersect(channel, limit);
  return bounds;
}
