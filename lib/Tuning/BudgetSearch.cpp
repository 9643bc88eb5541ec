//===- BudgetSearch.cpp - The least pruning that meets a budget -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BudgetSearch.h"

#include "gnn-opt/Execution/Signature.h"
#include "gnn-opt/Tuning/RemovalSearch.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
class BudgetSearch {
public:
  BudgetSearch(ModuleOp calibrated, func::FuncOp original,
               const PruningRecipe &recipe, Dataset &data,
               const MeterOptions &options)
      : calibrated(calibrated), original(original), recipe(recipe), data(data),
        options(options), steps(countSteps()) {}

  llvm::Expected<double> find(const Budget &budget);

private:
  int64_t countSteps() const;
  llvm::Expected<double> measure(BudgetMeter &meter, int64_t removed);
  llvm::Expected<int64_t> guess(const Budget &budget, double target,
                                double whole);
  llvm::Expected<RemovalSearchResult> search(BudgetMeter &meter, double target,
                                             int64_t first);

  ModuleOp calibrated;
  func::FuncOp original;
  const PruningRecipe &recipe;
  Dataset &data;
  MeterOptions options;
  /// Ratios are multiples of one by this.
  int64_t steps;
};
} // namespace

/// A step is one channel of the largest group, or one weight of a hundred.
int64_t BudgetSearch::countSteps() const {
  if (!recipe.prunesChannels())
    return 100;
  ChannelGroups groups(calibrated);
  int64_t largest = 1;
  for (const ChannelGroup &group : groups.getGroups())
    if (group.frozen.empty())
      largest = std::max<int64_t>(largest, group.channels.size());
  return largest;
}

llvm::Expected<double> BudgetSearch::measure(BudgetMeter &meter,
                                             int64_t removed) {
  OwningOpRef<ModuleOp> candidate = calibrated.clone();
  double ratio = double(removed) / double(steps);
  if (failed(recipe.prunesChannels() ? pruneChannels(*candidate, recipe, ratio)
                                     : pruneWeights(*candidate, recipe, ratio)))
    return llvm::createStringError("cannot prune a candidate");
  auto function = findFunction(*candidate, recipe.function);
  if (!function)
    return function.takeError();
  return meter.measure(*function);
}

llvm::Expected<RemovalSearchResult>
BudgetSearch::search(BudgetMeter &meter, double target, int64_t first) {
  return findLeastRemoval(steps, first, target, [&](int64_t removed) {
    return measure(meter, removed);
  });
}

/// For time, what would halve the multiply-adds is taken to halve it; for what
/// is counted, counting is as cheap as guessing.
llvm::Expected<int64_t> BudgetSearch::guess(const Budget &budget, double target,
                                            double whole) {
  if (budget.kind != BudgetKind::latency)
    return steps / 2;
  auto meter =
      createBudgetMeter(BudgetKind::multiplyAdds, original, data, options);
  auto operations = meter->measureOriginal();
  if (!operations)
    return operations.takeError();
  auto found = search(*meter, target / whole * *operations, steps / 2);
  if (!found)
    return found.takeError();
  return found->removed;
}

/// What is counted, in whole numbers.
static std::string format(BudgetKind kind, double cost) {
  return kind == BudgetKind::latency ? llvm::formatv("{0:F4}", cost).str()
                                     : llvm::formatv("{0:F0}", cost).str();
}

llvm::Expected<double> BudgetSearch::find(const Budget &budget) {
  auto meter = createBudgetMeter(budget.kind, original, data, options);
  auto whole = meter->measureOriginal();
  if (!whole)
    return whole.takeError();
  double target = budget.relative ? budget.amount * *whole : budget.amount;
  auto first = guess(budget, target, *whole);
  if (!first)
    return first.takeError();
  auto found = search(*meter, target, *first);
  if (!found)
    return found.takeError();
  if (!found->met)
    return llvm::createStringError(
        "expected at most " + format(budget.kind, target) + " " +
        getUnit(budget.kind) + " of " + format(budget.kind, *whole) +
        ", but the nearest candidate, with " +
        llvm::formatv("{0:P}", double(found->removed) / double(steps)).str() +
        " removed, has " + format(budget.kind, found->cost));
  return double(found->removed) / double(steps);
}

llvm::Expected<double> gnn::findLeastRatio(ModuleOp calibrated,
                                           func::FuncOp original,
                                           const PruningRecipe &recipe,
                                           const Budget &budget, Dataset &data,
                                           const MeterOptions &options) {
  return BudgetSearch(calibrated, original, recipe, data, options).find(budget);
}
