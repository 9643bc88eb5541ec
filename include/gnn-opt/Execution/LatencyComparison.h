//===- LatencyComparison.h - Which of two programs is faster ----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What slows the machine for a while must slow both programs, and neither must
// find its data in the cache or not because of the other. So they run by turns,
// a few calls in sequence each, of which the first is not timed.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_LATENCYCOMPARISON_H
#define GNN_OPT_EXECUTION_LATENCYCOMPARISON_H

#include "gnn-opt/Support/Statistics.h"
#include "llvm/Support/Error.h"

#include <functional>
#include <vector>

namespace mlir::gnn {

class LatencyComparison {
public:
  using Program = std::function<llvm::Error()>;

  LatencyComparison(Program baseline, Program candidate)
      : baseline(std::move(baseline)), candidate(std::move(candidate)) {}

  /// One turn of each: an untimed call and `calls`, at least 1, timed ones. The
  /// first error of a program ends the turn and is passed on.
  llvm::Error addTurn(unsigned calls);

  /// candidate / baseline: the median, over turns, of the ratio of the medians
  /// of a turn. NaN before the first turn.
  double getRatio() const { return median(ratios); }

  /// Where that ratio lies, at 95 %; see medianInterval().
  MedianInterval getInterval() const { return medianInterval(ratios); }

private:
  Program baseline, candidate;
  std::vector<double> ratios;
};

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_LATENCYCOMPARISON_H
