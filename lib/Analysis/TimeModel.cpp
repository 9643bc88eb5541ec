//===- TimeModel.cpp - Seconds from operations and bytes ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/TimeModel.h"

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Analysis/Gathers.h"
#include "gnn-opt/Analysis/ScaledGathers.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

/// A cache line is read before it is written.
static constexpr double readsPerWrite = 2;
/// The part of a cache that gathered rows have; indices and results pass by.
static constexpr double gatheredShare = 0.75;

double TimeEstimate::getSeconds() const {
  return loop + std::max(compute, overlappedGathers) + inOrder + awaitedGathers;
}

StringRef TimeEstimate::getBound() const {
  std::pair<double, StringRef> parts[] = {
      {loop, "parallel loop"},
      {inOrder, "bandwidth"},
      {compute >= overlappedGathers ? compute : 0, "compute"},
      {awaitedGathers + (compute < overlappedGathers ? overlappedGathers : 0),
       "gather"}};
  return llvm::max_element(parts)->second;
}

static double estimateCompute(const Cost &cost, const TimeContext &context) {
  const Machine &machine = context.machine;
  double untiled = double(cost.multiplyAdds) - double(cost.tiledMultiplyAdds) -
                   double(cost.sparseMultiplyAdds);
  double seconds =
      (double(cost.tiledMultiplyAdds) + std::max(untiled, 0.0)) /
          machine.tiledMultiplyAdds +
      double(cost.sparseMultiplyAdds) / machine.sparseMultiplyAdds +
      double(cost.exponentials) / machine.exponentials +
      double(cost.listedRows) * machine.rowSeconds +
      double(cost.listedIndices) * machine.indexSeconds;
  return seconds / std::min(context.threads, machine.cores);
}

static double getCapacity(const MemoryLevel &level, unsigned threads) {
  return level.isShared ? level.bytes : level.bytes * threads;
}

/// What is read and written in order is spread over the threads. A line that is
/// written takes the place of two: what it drives out goes to memory, too.
static double estimateInOrder(const Cost &cost, const TimeContext &context) {
  double bytes = double(cost.bytesRead - cost.bytesGathered) +
                 readsPerWrite * double(cost.bytesWritten);
  double footprint = bytes + double(cost.gatheredFrom);
  for (const MemoryLevel &level : context.machine.levels)
    if (footprint <= getCapacity(level, context.threads))
      return bytes / level.read.get(context.threads);
  return bytes / context.machine.levels.back().read.get(context.threads);
}

/// Rows that are gathered come in whole lines.
static double getGatheredBytes(const Cost &cost) {
  constexpr double lineBytes = 64;
  auto rows = double(cost.listedIndices);
  if (rows == 0)
    return double(cost.bytesGathered);
  return rows * std::ceil(double(cost.bytesGathered) / rows / lineBytes) *
         lineBytes;
}

/// As if all rows were in the nearest cache, and what it takes longer since
/// they are not. Every thread gathers from all of the rows.
static void estimateGathered(const Cost &cost, const TimeContext &context,
                             TimeEstimate &estimate) {
  const std::vector<MemoryLevel> &levels = context.machine.levels;
  double bytes = getGatheredBytes(cost), missed = 1, seconds = 0;
  for (const MemoryLevel &level : levels) {
    double cached =
        gatheredShare * level.bytes / std::max(double(cost.gatheredFrom), 1.0);
    double missedNext =
        &level == &levels.back()
            ? 0
            : std::min(missed, context.profile.getMissRatio(cached));
    seconds +=
        (missed - missedNext) * bytes / level.gather.get(context.threads);
    missed = missedNext;
  }
  // Attention gathers behind the passes that compute its weights.
  if (cost.exponentials == 0)
    estimate.overlappedGathers =
        bytes / levels.front().gather.get(context.threads);
  estimate.awaitedGathers = std::max(seconds - estimate.overlappedGathers, 0.0);
}

TimeEstimate gnn::estimateTime(const Cost &cost, const TimeContext &context) {
  TimeEstimate estimate;
  estimate.loop = context.machine.loopSeconds +
                  (context.threads > 1 ? context.machine.forkSeconds : 0);
  estimate.compute = estimateCompute(cost, context);
  estimate.inOrder = estimateInOrder(cost, context);
  estimateGathered(cost, context, estimate);
  return estimate;
}

namespace {
/// What an op shares with those that run in the same parallel loop.
struct SharedLoop {
  /// Operands whose rows are in registers or in the nearest cache.
  SmallVector<Value, 2> near;
  /// Whether another op began the loop.
  bool isShared = false;
  /// Whether the op writes to memory. What is computed on the rows of another
  /// op is written in its place.
  bool stores = true;
};
} // namespace

/// An elementwise op on the rows of `root`, which may read joined rows, too.
static SharedLoop getLoopOfReader(Operation *op, Operation *root,
                                  const ProductFusion &fusion) {
  SharedLoop loop{{}, /*isShared=*/true, /*stores=*/false};
  for (Value operand : op->getOperands())
    if (fusion.isJoined(operand.getDefiningOp()) ||
        fusion.getReader(root, operand) == op)
      loop.near.push_back(operand);
  return loop;
}

static SharedLoop getLoop(Operation *op, const ProductFusion &fusion) {
  if (Operation *root = fusion.getRoot(op); root != op)
    return getLoopOfReader(op, root, fusion);
  if (fusion.isJoined(op))
    return {{}, /*isShared=*/true, /*stores=*/false};
  if (auto dot = dyn_cast<HeadDotOp>(op);
      dot && fusion.getHeadDots().hasHost(dot))
    return {{dot.getX()}, /*isShared=*/true};
  SharedLoop loop{{}, false, /*stores=*/!fusion.getFusedProduct(op)};
  if (auto linear = dyn_cast<LinearOp>(op);
      linear && fusion.getFusedRoot(linear)) {
    loop.near.push_back(linear.getX());
    loop.isShared = true;
  }
  return loop;
}

static int64_t getBytes(Value value, const ValueSizes &sizes) {
  constexpr auto each = int64_t(sizeof(float));
  constexpr int64_t mostElements = std::numeric_limits<int64_t>::max() / each;
  return std::min(sizes.getElements(value), mostElements) * each;
}

/// What the ops that share a loop with `op` spare it.
static void spare(Cost &cost, const SharedLoop &loop, const ValueSizes &sizes) {
  for (Value near : loop.near)
    cost.bytesRead =
        std::max<int64_t>(cost.bytesRead - getBytes(near, sizes), 0);
  if (!loop.stores)
    cost.bytesWritten = 0;
}

/// The value that is in memory in place of the op's result.
static Value getStored(Operation *op, const ProductFusion &fusion) {
  return fusion.getRowChain(op).back()->getResult(0);
}

/// bf16 is half of f32, wherever rows are gathered from and by what writes
/// them. Where that is not the op that makes them, they are copied first.
static void roundGathered(Operation *op, Cost &cost, const ValueSizes &sizes,
                          const ProductFusion &fusion) {
  if (op->getNumResults() == 1 && isOnlyGathered(getStored(op, fusion)))
    cost.bytesWritten /= 2;
  for (OpOperand &use : op->getOpOperands()) {
    if (!isGather(use)) {
      if (isOnlyGathered(use.get()))
        cost.bytesRead -= getBytes(use.get(), sizes) / 2;
      continue;
    }
    cost.bytesRead -= cost.bytesGathered - cost.bytesGathered / 2;
    cost.bytesGathered /= 2;
    cost.gatheredFrom /= 2;
    if (isOnlyGathered(use.get()))
      continue;
    int64_t bytes = getBytes(use.get(), sizes);
    cost.bytesRead = Cost::add(cost.bytesRead, bytes);
    cost.bytesWritten = Cost::add(cost.bytesWritten, bytes / 2);
  }
}

static bool gathersByGraph(Operation *op) {
  return llvm::any_of(op->getOperandTypes(), llvm::IsaPred<gnn::GraphType>);
}

/// Whether its aggregate does it, for a load that an edge hardly waits for.
static bool isTakenAlong(Operation *op, const ValueSizes &sizes,
                         const TimeContext &context) {
  auto scaling = dyn_cast<ScaleRowsOp>(op);
  return scaling && context.features == FeatureType::F32 &&
         isScaledWhenGathered(scaling, sizes);
}

TimeEstimate gnn::estimateTime(CostOpInterface op, const ValueSizes &sizes,
                               const TimeContext &context,
                               const ProductFusion &fusion) {
  if (isTakenAlong(op, sizes, context))
    return {};
  Cost cost = op.getCost(sizes);
  if (context.features == FeatureType::BF16)
    roundGathered(op, cost, sizes, fusion);
  SharedLoop loop = getLoop(op, fusion);
  spare(cost, loop, sizes);
  TimeContext own = context;
  if (!gathersByGraph(op))
    own.profile = GatherProfile::uniform();
  TimeEstimate estimate = estimateTime(cost, own);
  if (loop.isShared)
    estimate.loop = 0;
  return estimate;
}

double gnn::estimateSeconds(func::FuncOp function, const Workload &workload,
                            const TimeContext &context) {
  auto sizes = createValueSizes(function, workload, context.machine);
  ProductFusion fusion = ProductFusion::find(function);
  double seconds = 0;
  function.walk([&](CostOpInterface op) {
    seconds += estimateTime(op, *sizes, context, fusion).getSeconds();
  });
  return seconds;
}
