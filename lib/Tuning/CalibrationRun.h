//===- CalibrationRun.h - The runs that see features ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_CALIBRATIONRUN_H
#define GNN_OPT_LIB_TUNING_CALIBRATIONRUN_H

#include "CalibrationSites.h"
#include "FeatureCollector.h"
#include "GramTaps.h"

#include "llvm/ADT/MapVector.h"

namespace mlir::gnn {

/// Runs a function twice, the second time instrumented, and collects what its
/// sites see. The function is a copy's, which run() changes.
class CalibrationRun {
public:
  /// No Gram matrix of more than `maxGram` channels; none at all without it.
  CalibrationRun(func::FuncOp function, std::vector<CalibrationSite> sites,
                 RowWeights weights, std::optional<int64_t> maxGram);

  LogicalResult run(ArrayRef<InterpreterValue> arguments);

  /// By the weights of the copy, in the order of the sites.
  using Collectors = llvm::MapVector<Operation *, FeatureCollector>;
  const Collectors &getCollectors() const { return collectors; }

private:
  LogicalResult runFirst(ArrayRef<InterpreterValue> arguments);
  LogicalResult runSecond(ArrayRef<InterpreterValue> arguments);
  LogicalResult addMoments(const CalibrationSite &site,
                           const InterpreterValue &x);
  void addHistogram(const CalibrationSite &site, const InterpreterValue &x);
  void addGram(const GramTap &tap, const InterpreterValue &value,
               const Vector &counts);

  FeatureCollector &getCollector(const CalibrationSite &site) {
    return collectors.find(site.weight)->second;
  }

  func::FuncOp function;
  std::vector<CalibrationSite> sites;
  RowWeights weights;
  std::optional<int64_t> maxGram;
  Collectors collectors;
  DenseMap<Value, SmallVector<unsigned, 1>> sitesOf;
  /// Of each site, the columns that others are multiplied with now.
  DenseMap<unsigned, InterpreterValue> leftColumns;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_CALIBRATIONRUN_H
