//===- RatioSearch.h - How much of one removal meets a target ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RATIOSEARCH_H
#define GNN_OPT_LIB_TUNING_RATIOSEARCH_H

#include "PruningRecipe.h"
#include "gnn-opt/Tuning/Budget.h"

namespace mlir::gnn {

struct FoundRatio {
  double ratio;
  /// What the candidate cost.
  double cost;
  /// Whether that is within the target.
  bool met;
};

/// Finds how much of a removal has to go of one module. Borrows all.
class RatioSearch {
public:
  /// `start` has the statistics that the removal needs; it stays as it is.
  /// Ratios are multiples of 1 / `steps`.
  RatioSearch(ModuleOp start, const PruningRecipe &recipe,
              const Removal &removal, int64_t steps)
      : start(start), recipe(recipe), removal(removal), steps(steps) {}

  /// The least ratio whose candidate costs no more than `target`, or what came
  /// nearest. The search begins at `guess`. Where chance has a part in costs,
  /// what was found is measured again, and more goes until it costs no more
  /// both times: bisection has picked it because it was lucky, if it was.
  llvm::Expected<FoundRatio> find(BudgetMeter &meter, double target,
                                  double guess) const;

private:
  llvm::Expected<double> measure(BudgetMeter &meter, double target,
                                 int64_t removed) const;
  double getRatio(int64_t removed) const {
    return double(removed) / double(steps);
  }

  ModuleOp start;
  const PruningRecipe &recipe;
  const Removal &removal;
  int64_t steps;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RATIOSEARCH_H
