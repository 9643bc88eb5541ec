//===- ResultComparison.h - How far results are from others -----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RESULTCOMPARISON_H
#define GNN_OPT_LIB_TUNING_RESULTCOMPARISON_H

#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Execution/InterpreterValue.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {

struct ResultDifference {
  /// ||y - y0||_2 / ||y0||_2 over all results y, y0 the original's.
  double relativeError = 0;
  /// The fraction of rows, of all results, whose largest element is where it
  /// was.
  double samePredictions = 1;
};

/// Compares candidates, in double precision, with the function that they were
/// made from. Labels are never looked at.
class ResultComparison {
public:
  /// Runs the original. Errors: what the data does not fit, results that are
  /// not rows of features, those of the interpreter.
  static llvm::Expected<ResultComparison> create(func::FuncOp original,
                                                 const Dataset &data);

  /// Errors: as above.
  llvm::Expected<ResultDifference> compare(func::FuncOp candidate) const;

private:
  ResultComparison(std::vector<Matrix> results, const Dataset &data)
      : original(std::move(results)), data(&data) {}

  std::vector<Matrix> original;
  const Dataset *data;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RESULTCOMPARISON_H
