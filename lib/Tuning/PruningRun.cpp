//===- PruningRun.cpp - The steps of gnn-prune, in order ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningRun.h"

#include "BudgetSearch.h"
#include "gnn-opt/Support/Text.h"

using namespace mlir;
using namespace mlir::gnn;

LogicalResult PruningRun::report(llvm::Error error) {
  if (!error)
    return success();
  return emitError(module.getLoc(), "gnn-prune: ")
         << llvm::toString(std::move(error));
}

LogicalResult PruningRun::tell(StringRef step) {
  auto function = findFunction(module, recipe.function);
  if (!function)
    return report(function.takeError());
  llvm::Error error = story.add(step, *function);
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
  FailureOr<double> ratio = chooseRatio(amount);
  if (failed(ratio))
    return failure();
  if (recipe.prunesChannels() && failed(removeChannels(*ratio)))
    return failure();
  if (recipe.prunesWeights() &&
      failed(removeWeights(amount.sparsity.value_or(*ratio))))
    return failure();
  // Channels whose last weight went.
  if (failed(removeDead("dead after pruning removed")))
    return failure();
  dropStatistics(module);
  return success();
}

LogicalResult PruningRun::removeDead(StringRef step) {
  return success(succeeded(eliminate(module, recipe)) && succeeded(tell(step)));
}

FailureOr<double> PruningRun::chooseRatio(const PruningAmount &amount) {
  if (amount.ratio)
    return *amount.ratio;
  OwningOpRef<ModuleOp> calibrated = module.clone();
  if (failed(calibrate(*calibrated, recipe, recipe.getFirstNeeds())))
    return failure();
  auto function = findFunction(*original, recipe.function);
  if (!function)
    return report(function.takeError());
  auto ratio = findLeastRatio(*calibrated, *function, recipe, *amount.budget,
                              *data, amount.meter);
  if (!ratio)
    return report(ratio.takeError());
  return *ratio;
}

LogicalResult PruningRun::removeChannels(double ratio) {
  if (failed(calibrate(module, recipe, recipe.channelCriterion->getNeeds())) ||
      failed(pruneChannels(module, recipe, ratio)) ||
      failed(tell("channels pruned")))
    return failure();
  return recoverFrom("channels recovered");
}

LogicalResult PruningRun::removeWeights(double sparsity) {
  // Those that are there were measured on the model before its channels went.
  dropStatistics(module);
  if (failed(calibrate(module, recipe, recipe.weightCriterion->getNeeds())) ||
      failed(pruneWeights(module, recipe, sparsity)) ||
      failed(tell("weights pruned")))
    return failure();
  return recoverFrom("weights recovered");
}

LogicalResult PruningRun::recoverFrom(StringRef step) {
  if (!recipe.recovery)
    return success();
  auto weights = computeRowWeights(*data, recipe.split, "uniform");
  if (!weights)
    return report(weights.takeError());
  RecoveryOptions options;
  options.method = *recipe.recovery;
  options.function = recipe.function;
  if (failed(recover(module, *original, *data, *weights, options)))
    return failure();
  return tell(step);
}
