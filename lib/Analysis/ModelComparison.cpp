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

/// Nothing is rounded.
static constexpr Rounding exact = {0, 0};

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
// Bounds
//===----------------------------------------------------------------------===//

/// The difference of the bounds of both results.
static FailureOr<DifferenceBounds> subtractBounds(func::FuncOp first,
                                                  func::FuncOp second,
                                                  const InputDomain &domain) {
  auto a = computeValueRanges(getModule(first), domain, ValueRanges(exact));
  auto b = computeValueRanges(getModule(second), domain, ValueRanges(exact));
  if (failed(a) || failed(b))
    return failure();
  DifferenceBounds bounds;
  for (auto [x, y] : llvm::zip(getResults(first), getResults(second)))
    for (auto [left, right] : llvm::zip(a->getFeatures(x).flatten().channels,
                                        b->getFeatures(y).flatten().channels))
      bounds.channels.push_back(left - right);
  return bounds;
}

/// `second` has the ops of `first`, one by one, as its copy has.
static FailureOr<DifferenceBounds>
followDifferences(func::FuncOp first, ModuleOp second,
                  const InputDomain &domain) {
  auto a = computeValueRanges(getModule(first), domain, ValueRanges(exact));
  if (failed(a))
    return failure();
  // The same values in the IR, with the parameters of the other.
  ValueRanges other(exact);
  for (ml_program::GlobalOp parameter : getParameters(getModule(first)))
    if (auto changed =
            second.lookupSymbol<ml_program::GlobalOp>(parameter.getSymName()))
      if (auto elements = getParameterValues(changed); succeeded(elements))
        other.setParameterElements(parameter, std::move(*elements));
  auto b = computeValueRanges(getModule(first), domain, std::move(other));
  if (failed(b))
    return failure();
  DifferenceRanges differences(*a, *b);
  for (Value argument : first.getArguments())
    if (isFeatures(argument.getType()))
      differences.setEqual(argument);
  first.walk(
      [&](ValueRangeOpInterface op) { op.inferDifference(differences); });
  DifferenceBounds bounds;
  bounds.isRelational = true;
  for (Value result : getResults(first))
    llvm::append_range(bounds.channels,
                       differences.getFeatures(result).flatten().channels);
  return bounds;
}

FailureOr<DifferenceBounds> gnn::boundDifference(func::FuncOp first,
                                                 func::FuncOp second,
                                                 const InputDomain &domain) {
  OwningOpRef<ModuleOp> spread =
      spreadParameters(getModule(first), getModule(second));
  if (!spread)
    return subtractBounds(first, second, domain);
  auto whole = spread->lookupSymbol<func::FuncOp>(first.getSymName());
  FailureOr<bool> isSecond = proveEqual(whole, second, domain);
  if (failed(isSecond))
    return failure();
  return *isSecond ? followDifferences(first, *spread, domain)
                   : subtractBounds(first, second, domain);
}
