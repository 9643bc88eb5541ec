//===- PruningRun.cpp - The steps of gnn-prune, in order ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningRun.h"

#include "BudgetSearch.h"
#include "PruningSteps.h"
#include "gnn-opt/Execution/Signature.h"
#include "gnn-opt/Support/Text.h"

using namespace mlir;
using namespace mlir::gnn;

LogicalResult PruningRun::report(llvm::Error error) {
  if (!error)
    return success();
  return emitError(module.getLoc(), "gnn-prune: ")
         << llvm::toString(std::move(error));
}

LogicalResult PruningRun::tell(const Twine &step) {
  auto function = findFunction(module, recipe.function);
  if (!function)
    return report(function.takeError());
  llvm::Error error = story.add(step.str(), *function);
  return report(data ? addContext(recipe.data, std::move(error))
                     : std::move(error));
}

LogicalResult PruningRun::run(const PruningAmount &amount) {
  if (failed(decompose(module)) || failed(tell("original")))
    return failure();
  original = module.clone();
  // Before anything is scored: a dead channel needs no score.
  if (failed(removeDead("dead removed")))
    return failure();
  FailureOr<SmallVector<double>> ratios = chooseRatios(amount);
  if (failed(ratios))
    return failure();
  for (auto [removal, ratio] : llvm::zip_equal(recipe.removals, *ratios))
    if (failed(apply(removal, ratio)))
      return failure();
  // Channels whose last weight went.
  return removeDead("dead after pruning removed");
}

LogicalResult PruningRun::removeDead(StringRef step) {
  return success(succeeded(eliminate(module, recipe)) && succeeded(tell(step)));
}

FailureOr<SmallVector<double>>
PruningRun::chooseRatios(const PruningAmount &amount) {
  BudgetRatios found;
  if (amount.ratio) {
    found = {*amount.ratio, amount.inputRatio.value_or(*amount.ratio)};
  } else {
    auto ratios = findRatios(module, *original, recipe, *amount.budget, *data,
                             amount.meter);
    if (!ratios)
      return report(ratios.takeError());
    found = *ratios;
  }
  SmallVector<double> ratios{found.first};
  for (const Removal &later : ArrayRef(recipe.removals).drop_front())
    ratios.push_back(later.kind == RemovalKind::inputs
                         ? found.inputs
                         : amount.sparsity.value_or(found.first));
  return ratios;
}

LogicalResult PruningRun::apply(const Removal &removal, double ratio) {
  StringRef name = getName(removal.kind);
  if (failed(calibrate(module, recipe, removal)) ||
      failed(remove(module, recipe, removal, ratio)))
    return failure();
  // They are of a model that is no more.
  dropStatistics(module);
  if (failed(tell(name + " pruned")))
    return failure();
  if (!recipe.recovery)
    return success();
  return success(succeeded(makeUp(module, *original, recipe, *data)) &&
                 succeeded(tell(name + " recovered")));
}
