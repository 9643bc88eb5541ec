//===- PruningStory.h - What each step did to the model ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// gnn-prune tells, step by step, how large the model is and how far its answers
// are from those of the original. Labels are never looked at.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_PRUNINGSTORY_H
#define GNN_OPT_LIB_TUNING_PRUNINGSTORY_H

#include "ResultComparison.h"
#include "gnn-opt/Analysis/Cost.h"

namespace mlir::gnn {

/// One row of the table.
struct PruningStep {
  std::string name;
  ParameterCount parameters;
  int64_t multiplyAdds = 0;
  ResultDifference difference;
};

class PruningStory {
public:
  /// `data` may be null: then costs are those of one node and one edge, and
  /// answers are not compared. Borrowed.
  explicit PruningStory(const Dataset *data) : data(data) {}

  /// Measures `function` and adds a row. The first row is the original. Errors:
  /// those of comparing results, and of parameters without values.
  llvm::Error add(StringRef name, func::FuncOp function);

  ArrayRef<PruningStep> getSteps() const { return steps; }
  void print(raw_ostream &os) const;

private:
  llvm::Error compare(func::FuncOp function, PruningStep &step);

  const Dataset *data;
  /// Nothing before the first row, and without data.
  std::optional<ResultComparison> comparison;
  std::vector<PruningStep> steps;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_PRUNINGSTORY_H
