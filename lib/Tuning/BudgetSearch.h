//===- BudgetSearch.h - How much has to go to meet a budget -----*- C++ -*-===//
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

/// How much goes of the first removal of a recipe, and of input features where
/// they go after it.
struct BudgetRatios {
  double first = 0;
  double inputs = 0;
};

/// The least ratios with which a copy of `start` costs no more than `budget`,
/// measured against `original`, both of the function that the recipe names.
///
/// Where the recipe has input features go after something else, there are many
/// pairs. Of none, a half, three quarters, ... of the first, and of the least
/// that meets the budget by itself, each with the least of input features, that
/// pair is taken whose candidate, recovered, comes nearest to the results of
/// the original.
///
/// For latency the cost model says where to begin, and compiled candidates are
/// timed. An error where nothing meets the budget says how near it came.
llvm::Expected<BudgetRatios> findRatios(ModuleOp start, ModuleOp original,
                                        const PruningRecipe &recipe,
                                        const Budget &budget,
                                        const Dataset &data,
                                        const MeterOptions &options);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_BUDGETSEARCH_H
