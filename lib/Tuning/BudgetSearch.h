//===- BudgetSearch.h - The least pruning that meets a budget ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_BUDGETSEARCH_H
#define GNN_OPT_LIB_TUNING_BUDGETSEARCH_H

#include "PruningRecipe.h"
#include "gnn-opt/Tuning/Budget.h"

namespace mlir::gnn {

/// The least ratio at which the first removal of `recipe` makes a model that
/// costs no more than `budget`. Candidates are pruned from `calibrated`, which
/// stays as it is, and measured against the function `original`. Latency is
/// measured of compiled candidates, and the first of them is the one that the
/// cost model takes to be right. An error where nothing meets the budget says
/// how near it came.
llvm::Expected<double> findLeastRatio(ModuleOp calibrated,
                                      func::FuncOp original,
                                      const PruningRecipe &recipe,
                                      const Budget &budget, Dataset &data,
                                      const MeterOptions &options);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_BUDGETSEARCH_H
