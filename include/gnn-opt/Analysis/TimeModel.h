//===- TimeModel.h - Seconds from operations and bytes ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// time = loop + max(compute, overlapped gathers) + in order + awaited gathers
//
// loop        start and end of a parallel loop
// compute     multiply-adds, exponentials, rows and indices, over their rates
// overlapped  gathered bytes over the bandwidth of the nearest cache
// in order    bytes over the bandwidth of the level that holds them
// awaited     what gathers take longer since rows are found in further levels,
//             by the miss ratios of the graph
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_TIMEMODEL_H
#define GNN_OPT_ANALYSIS_TIMEMODEL_H

#include "gnn-opt/Analysis/FeatureType.h"
#include "gnn-opt/Analysis/Machine.h"
#include "gnn-opt/Analysis/ProductFusion.h"
#include "gnn-opt/Dialect/GNN/Interfaces.h"
#include "gnn-opt/Execution/GatherProfile.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {

/// Where a predicted time goes, in seconds.
struct TimeEstimate {
  double compute = 0;
  double overlappedGathers = 0;
  double inOrder = 0;
  double awaitedGathers = 0;
  double loop = 0;

  double getSeconds() const;
  /// The largest part: `compute`, `bandwidth`, `gather` or `parallel loop`.
  StringRef getBound() const;
};

/// On what a model runs, for the times of its ops.
struct TimeContext {
  const Machine &machine;
  unsigned threads;
  /// Of the graph that ops gather by.
  GatherProfile profile;
  /// As what features are stored that they gather.
  FeatureType features = FeatureType::F32;
};

/// The time of one op that has a parallel loop to itself.
TimeEstimate estimateTime(const Cost &cost, const TimeContext &context);

/// The time of an op in its function. What the lowering computes in the loop of
/// another op, as `fusion` says, costs neither a loop nor the values in
/// between.
TimeEstimate estimateTime(CostOpInterface op, const ValueSizes &sizes,
                          const TimeContext &context,
                          const ProductFusion &fusion);

/// The sum over the ops of a function, in seconds.
double estimateSeconds(func::FuncOp function, const Workload &workload,
                       const TimeContext &context);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_TIMEMODEL_H
