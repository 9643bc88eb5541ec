//===- Budget.h - What a pruned model may cost ------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A budget is an amount of one kind, absolute or a fraction of what the model
// costs unpruned: `0.5x`.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TUNING_BUDGET_H
#define GNN_OPT_TUNING_BUDGET_H

#include "gnn-opt/Execution/Dataset.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace mlir::gnn {

enum class BudgetKind {
  /// Of CostOpInterface, on the data set's graph.
  multiplyAdds,
  /// Four bytes for each stored value: the nonzeros of a sparse parameter.
  parameterBytes,
  /// The file that `gnn-compile --emit=obj --target=host` writes.
  objectBytes,
  /// Milliseconds: the median of compiled runs on the data set.
  latency,
};

/// `multiply-adds`, `parameter bytes`, `object bytes`, `ms`.
StringRef getUnit(BudgetKind kind);

struct Budget {
  BudgetKind kind;
  /// In the kind's unit or, where `relative`, times what the model cost.
  double amount;
  bool relative;
};

/// Reads `0.5x` or `250000`; an error where it is neither, or not positive.
llvm::Expected<Budget> parseBudget(BudgetKind kind, StringRef text);

/// Measures what models cost, against one original.
class BudgetMeter {
public:
  virtual ~BudgetMeter();

  /// What the original costs.
  virtual llvm::Expected<double> measureOriginal() = 0;
  /// What a candidate costs. Where chance has a part in it, the meter looks the
  /// longer the nearer that is to `target`.
  virtual llvm::Expected<double> measure(func::FuncOp candidate,
                                         double target) = 0;
  /// Whether the same candidate costs the same each time.
  virtual bool isExact() const { return true; }
};

struct MeterOptions {
  /// Timed runs of each candidate, by turns with the original: at least so
  /// many, and up to four times as many where a target is too near to tell.
  unsigned repeat = 30;
  unsigned threads = 0;
};

/// A meter for candidates that were made from `original`, on those features of
/// `data` that each has left. Borrows both.
std::unique_ptr<BudgetMeter> createBudgetMeter(BudgetKind kind,
                                               func::FuncOp original,
                                               const Dataset &data,
                                               const MeterOptions &options);

} // namespace mlir::gnn

#endif // GNN_OPT_TUNING_BUDGET_H
