//===- TimeModel.cpp - Seconds from operations and bytes ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/TimeModel.h"

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Analysis/ElementwiseChain.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

/// A cache line is read before it is written.
static constexpr double readsPerWrite = 2;
/// The part of a cache that gathered rows have; indices and results pass by.
static constexpr double gatheredShare = 0.75;

StringRef TimeEstimate::getBound() const {
  if (loop >= std::max(compute, getMemory()))
    return "parallel loop";
  if (compute >= getMemory())
    return "compute";
  return gathered > inOrder ? "gather" : "bandwidth";
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

/// What is read and written in order is spread over the threads.
static double estimateInOrder(const Cost &cost, const TimeContext &context) {
  double bytes = double(cost.bytesRead - cost.bytesGathered) +
                 readsPerWrite * double(cost.bytesWritten);
  double footprint =
      bytes - double(cost.bytesWritten) + double(cost.gatheredFrom);
  for (const MemoryLevel &level : context.machine.levels)
    if (footprint <= getCapacity(level, context.threads))
      return bytes / level.read.get(context.threads);
  return bytes / context.machine.levels.back().read.get(context.threads);
}

/// Every thread gathers from all of the rows.
static double estimateGathered(const Cost &cost, const TimeContext &context) {
  double missed = 1, seconds = 0;
  for (const MemoryLevel &level : context.machine.levels) {
    bool isLast = &level == &context.machine.levels.back();
    double cached =
        gatheredShare * level.bytes / std::max(double(cost.gatheredFrom), 1.0);
    double missedNext =
        isLast ? 0 : std::min(missed, context.profile.getMissRatio(cached));
    seconds += (missed - missedNext) * double(cost.bytesGathered) /
               level.gather.get(context.threads);
    missed = missedNext;
  }
  return seconds;
}

TimeEstimate gnn::estimateTime(const Cost &cost, const TimeContext &context) {
  TimeEstimate estimate;
  estimate.loop = context.machine.loopSeconds +
                  (context.threads > 1 ? context.machine.forkSeconds : 0);
  estimate.compute = estimateCompute(cost, context);
  estimate.inOrder = estimateInOrder(cost, context);
  estimate.gathered = estimateGathered(cost, context);
  return estimate;
}

/// The op on whose rows `op` is computed: `op` itself unless it joins a chain.
static Operation *getRoot(Operation *op) {
  if (!isa<ElementwiseOpInterface>(op))
    return op;
  for (Value operand : op->getOperands()) {
    Operation *def = operand.getDefiningOp();
    if (!def || !isa<CostOpInterface>(def))
      continue;
    Operation *root = getRoot(def);
    if (getFusibleReader(root, operand) == op)
      return root;
  }
  return op;
}

/// The operand whose rows are in registers.
static Value getRunning(Operation *op, Operation *root) {
  for (Value operand : op->getOperands())
    if (getFusibleReader(root, operand) == op)
      return operand;
  return nullptr;
}

static bool gathersByGraph(Operation *op) {
  return llvm::any_of(op->getOperandTypes(), llvm::IsaPred<gnn::GraphType>);
}

/// For rows that are gathered by something else than the graph.
static TimeContext withoutGraph(const TimeContext &context) {
  return {context.machine, context.threads, GatherProfile::uniform()};
}

TimeEstimate gnn::estimateTime(CostOpInterface op, const ValueSizes &sizes,
                               const TimeContext &context) {
  Cost cost = op.getCost(sizes);
  Operation *root = getRoot(op);
  if (root == op)
    return estimateTime(cost,
                        gathersByGraph(op) ? context : withoutGraph(context));
  int64_t inRegisters =
      sizes.getElements(getRunning(op, root)) * int64_t(sizeof(float));
  cost.bytesRead = std::max<int64_t>(cost.bytesRead - inRegisters, 0);
  cost.bytesWritten = 0;
  TimeEstimate estimate = estimateTime(cost, context);
  estimate.loop = 0;
  return estimate;
}

double gnn::estimateSeconds(func::FuncOp function, const Workload &workload,
                            const TimeContext &context) {
  auto sizes = createValueSizes(function, workload);
  double seconds = 0;
  function.walk([&](CostOpInterface op) {
    seconds += estimateTime(op, *sizes, context).getSeconds();
  });
  return seconds;
}
