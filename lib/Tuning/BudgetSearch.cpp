//===- BudgetSearch.cpp - How much has to go to meet a budget -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BudgetSearch.h"

#include "PruningSteps.h"
#include "RatioSearch.h"
#include "ResultComparison.h"
#include "gnn-opt/Execution/Signature.h"

#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// Candidates with features removed are made at that many steps at most.
static constexpr int64_t maxInputSteps = 100;

namespace {
/// A pair that was measured.
struct Candidate {
  BudgetRatios ratios;
  double cost;
};

class BudgetSearch {
public:
  BudgetSearch(ModuleOp start, ModuleOp original, func::FuncOp function,
               const PruningRecipe &recipe, const Budget &budget,
               const Dataset &data, const MeterOptions &options)
      : start(start), original(original), function(function), recipe(recipe),
        budget(budget), data(data), options(options),
        meter(createBudgetMeter(budget.kind, function, data, options)),
        steps(countSteps(start, getFirst())) {}

  llvm::Expected<BudgetRatios> find();

private:
  const Removal &getFirst() const { return recipe.removals.front(); }
  /// Those that go after something else; null where none do.
  const Removal *getInputs() const {
    return recipe.findLater(RemovalKind::inputs);
  }

  llvm::Error searchFirst();
  llvm::Expected<double> guess(const RatioSearch &search);
  llvm::Error searchInputs();
  llvm::Expected<OwningOpRef<ModuleOp>> makeLevel(double ratio);
  void note(BudgetRatios ratios, const FoundRatio &found);
  llvm::Expected<BudgetRatios> pickBest();
  llvm::Expected<double> getError(const BudgetRatios &ratios);
  llvm::Error explainUnmet() const;

  ModuleOp start, original;
  func::FuncOp function;
  const PruningRecipe &recipe;
  const Budget &budget;
  const Dataset &data;
  MeterOptions options;
  std::unique_ptr<BudgetMeter> meter;
  /// Ratios of the first removal are multiples of one by this.
  int64_t steps;
  double whole = 0, target = 0;
  std::vector<Candidate> met;
  std::optional<Candidate> nearest;
};
} // namespace

static llvm::Error failedStep() {
  return llvm::createStringError("cannot prune a candidate");
}

//===----------------------------------------------------------------------===//
// The first removal alone
//===----------------------------------------------------------------------===//

void BudgetSearch::note(BudgetRatios ratios, const FoundRatio &found) {
  Candidate candidate{ratios, found.cost};
  if (found.met)
    met.push_back(candidate);
  if (!nearest || found.cost < nearest->cost)
    nearest = candidate;
}

/// For time, what would halve the multiply-adds is taken to halve it; for what
/// is counted, counting is as cheap as guessing.
llvm::Expected<double> BudgetSearch::guess(const RatioSearch &search) {
  if (budget.kind != BudgetKind::latency)
    return 0.5;
  auto counter =
      createBudgetMeter(BudgetKind::multiplyAdds, function, data, options);
  auto operations = counter->measureOriginal();
  if (!operations)
    return operations.takeError();
  auto found = search.find(*counter, target / whole * *operations, 0.5);
  if (!found)
    return found.takeError();
  return found->ratio;
}

llvm::Error BudgetSearch::searchFirst() {
  OwningOpRef<ModuleOp> calibrated = start.clone();
  if (failed(calibrate(*calibrated, recipe, getFirst())))
    return failedStep();
  RatioSearch search(*calibrated, recipe, getFirst(), steps);
  auto first = guess(search);
  if (!first)
    return first.takeError();
  auto found = search.find(*meter, target, *first);
  if (!found)
    return found.takeError();
  note({found->ratio, 0}, *found);
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// And input features
//===----------------------------------------------------------------------===//

/// The model without a ratio of what goes first, ready to lose input features.
llvm::Expected<OwningOpRef<ModuleOp>> BudgetSearch::makeLevel(double ratio) {
  OwningOpRef<ModuleOp> module = start.clone();
  if (failed(calibrate(*module, recipe, getFirst())) ||
      failed(remove(*module, recipe, getFirst(), ratio)) ||
      failed(makeUp(*module, original, recipe, data)) ||
      failed(calibrate(*module, recipe, *getInputs())))
    return failedStep();
  return module;
}

llvm::Error BudgetSearch::searchInputs() {
  int64_t inputSteps = std::min(countSteps(start, *getInputs()), maxInputSteps);
  double enough = met.empty() ? 1 : met.front().ratios.first, next = 0.5;
  for (int64_t left = steps; left >= 1; left /= 2) {
    double ratio = 1 - double(left) / double(steps);
    // From here on the first removal is enough, or all of it is gone.
    if (ratio >= enough)
      break;
    auto level = makeLevel(ratio);
    if (!level)
      return level.takeError();
    auto found = RatioSearch(**level, recipe, *getInputs(), inputSteps)
                     .find(*meter, target, next);
    if (!found)
      return found.takeError();
    note({ratio, found->ratio}, *found);
    next = found->ratio;
  }
  return llvm::Error::success();
}

llvm::Expected<double> BudgetSearch::getError(const BudgetRatios &ratios) {
  auto module = makeLevel(ratios.first);
  if (!module)
    return module.takeError();
  if (failed(remove(**module, recipe, *getInputs(), ratios.inputs)) ||
      failed(makeUp(**module, original, recipe, data)))
    return failedStep();
  auto candidate = findFunction(**module, recipe.function);
  if (!candidate)
    return candidate.takeError();
  auto comparison = ResultComparison::create(function, data);
  if (!comparison)
    return comparison.takeError();
  auto difference = comparison->compare(*candidate);
  if (!difference)
    return difference.takeError();
  return difference->relativeError;
}

llvm::Expected<BudgetRatios> BudgetSearch::pickBest() {
  if (met.size() == 1)
    return met.front().ratios;
  std::optional<std::pair<double, BudgetRatios>> best;
  for (const Candidate &candidate : met) {
    auto error = getError(candidate.ratios);
    if (!error)
      return error.takeError();
    if (!best || *error < best->first)
      best = {*error, candidate.ratios};
  }
  return best->second;
}

//===----------------------------------------------------------------------===//
// Both
//===----------------------------------------------------------------------===//

/// What is counted, in whole numbers.
static std::string format(BudgetKind kind, double cost) {
  return kind == BudgetKind::latency ? llvm::formatv("{0:F4}", cost).str()
                                     : llvm::formatv("{0:F0}", cost).str();
}

llvm::Error BudgetSearch::explainUnmet() const {
  std::string removed = llvm::formatv("{0:P}", nearest->ratios.first).str();
  if (getInputs())
    removed +=
        llvm::formatv(" of {0} and {1:P} of {2}", getName(getFirst().kind),
                      nearest->ratios.inputs, getName(RemovalKind::inputs))
            .str();
  return llvm::createStringError(
      "expected at most " + format(budget.kind, target) + " " +
      getUnit(budget.kind) + " of " + format(budget.kind, whole) +
      ", but the nearest candidate, with " + removed + " removed, has " +
      format(budget.kind, nearest->cost));
}

llvm::Expected<BudgetRatios> BudgetSearch::find() {
  auto measured = meter->measureOriginal();
  if (!measured)
    return measured.takeError();
  whole = *measured;
  target = budget.relative ? budget.amount * whole : budget.amount;
  if (llvm::Error error = searchFirst())
    return error;
  if (getInputs())
    if (llvm::Error error = searchInputs())
      return error;
  if (met.empty())
    return explainUnmet();
  return pickBest();
}

llvm::Expected<BudgetRatios> gnn::findRatios(ModuleOp start, ModuleOp original,
                                             const PruningRecipe &recipe,
                                             const Budget &budget,
                                             const Dataset &data,
                                             const MeterOptions &options) {
  auto function = findFunction(original, recipe.function);
  if (!function)
    return function.takeError();
  return BudgetSearch(start, original, *function, recipe, budget, data, options)
      .find();
}
