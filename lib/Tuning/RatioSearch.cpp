//===- RatioSearch.cpp - How much of one removal meets a target -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RatioSearch.h"

#include "PruningSteps.h"
#include "gnn-opt/Execution/Signature.h"
#include "gnn-opt/Tuning/RemovalSearch.h"

#include "mlir/IR/OwningOpRef.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

llvm::Expected<double> RatioSearch::measure(BudgetMeter &meter, double target,
                                            int64_t removed) const {
  OwningOpRef<ModuleOp> candidate = ModuleOp(start).clone();
  if (failed(remove(*candidate, recipe, removal, getRatio(removed))))
    return llvm::createStringError("cannot prune a candidate");
  auto function = findFunction(*candidate, recipe.function);
  if (!function)
    return function.takeError();
  return meter.measure(*function, target);
}

llvm::Expected<FoundRatio> RatioSearch::find(BudgetMeter &meter, double target,
                                             double guess) const {
  auto first = static_cast<int64_t>(std::lround(guess * double(steps)));
  auto found = findLeastRemoval(steps, first, target, [&](int64_t removed) {
    return measure(meter, target, removed);
  });
  if (!found)
    return found.takeError();
  // Bisection saw it once.
  int timesMet = meter.isExact() ? 2 : 1;
  while (found->met && timesMet < 2) {
    auto again = measure(meter, target, found->removed);
    if (!again)
      return again.takeError();
    found->cost = *again;
    if (*again <= target) {
      ++timesMet;
    } else if (found->removed == steps) {
      found->met = false;
    } else {
      ++found->removed;
      timesMet = 0;
    }
  }
  return FoundRatio{getRatio(found->removed), found->cost, found->met};
}
