//===- Prune.cpp - The whole of pruning in one pass -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningRun.h"
#include "RecipeReader.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"
#include "gnn-opt/Tuning/Passes.h"

#include "mlir/Pass/PassManager.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_PRUNE
#include "include/gnn-opt/Tuning/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct Prune : gnn::impl::PruneBase<Prune> {
  using PruneBase::PruneBase;

  /// Those of the passes that it runs: candidates are evaluated and compiled.
  void getDependentDialects(DialectRegistry &registry) const override {
    OpPassManager passes;
    buildModelToCPUPipeline(passes, CPUPipelineOptions());
    passes.getDependentDialects(registry);
    registerInterpreterModels(registry);
  }

  void runOnOperation() override {
    PruningRecipe recipe;
    PruningAmount amount;
    std::optional<Dataset> dataset;
    if (failed(readRecipe(recipe)) || failed(readAmount(recipe, amount)) ||
        failed(readData(recipe, amount, dataset)))
      return signalPassFailure();
    PruningRun run(getOperation(), recipe, dataset ? &*dataset : nullptr);
    if (failed(run.run(amount)) || failed(writeLedger()))
      return signalPassFailure();
    run.getStory().print(llvm::errs());
  }

private:
  InFlightDiagnostic expects() {
    return RecipeReader(getOperation().getLoc()).expects();
  }

  LogicalResult report(llvm::Error failure) {
    if (!failure)
      return success();
    return emitError(getOperation().getLoc(), "gnn-prune: ")
           << llvm::toString(std::move(failure));
  }

  LogicalResult readRecipe(PruningRecipe &recipe) {
    recipe.data = data;
    recipe.split = split;
    recipe.function = function;
    recipe.roundTo = roundTo;
    recipe.pattern = pattern;
    llvm::append_range(recipe.protectedParts, protect);
    llvm::append_range(recipe.onlyParts, only);
    RecipeTexts texts;
    texts.granularity = granularity;
    texts.recovery = recovery;
    texts.proveFor = proveFor;
    texts.criterion = criterion;
    texts.scope = scope;
    texts.normalize = normalize;
    texts.inputCriterion = inputCriterion;
    texts.weightCriterion = weightCriterion;
    texts.weightScope = weightScope;
    texts.weightNormalize = weightNormalize;
    texts.inputs = inputs;
    texts.merge = merge;
    return RecipeReader(getOperation().getLoc()).read(texts, recipe);
  }

  LogicalResult readAmount(const PruningRecipe &recipe, PruningAmount &amount) {
    amount.meter.repeat = repeat;
    amount.meter.threads = threads;
    if (failed(readBudget(amount)) ||
        failed(readFraction("ratio", ratio, amount.ratio)) ||
        failed(readFraction("input-ratio", inputRatio, amount.inputRatio)) ||
        failed(readFraction("sparsity", sparsity, amount.sparsity)))
      return failure();
    if (amount.ratio.has_value() == amount.budget.has_value())
      return expects() << "either ratio or a target but got "
                       << (amount.budget ? "both" : "none");
    return checkMeaning(recipe, amount);
  }

  /// An amount of what does not go is a mistake.
  LogicalResult checkMeaning(const PruningRecipe &recipe,
                             const PruningAmount &amount) {
    if (amount.sparsity && !recipe.findLater(RemovalKind::weights))
      return expects() << "sparsity only where weights go after something else";
    if (amount.inputRatio &&
        (amount.budget || !recipe.findLater(RemovalKind::inputs)))
      return expects() << "input-ratio only where input features go after "
                          "something else, and by a ratio";
    return success();
  }

  LogicalResult readFraction(StringRef name, double value,
                             std::optional<double> &fraction) {
    if (std::isnan(value))
      return success();
    if (!(value >= 0 && value <= 1))
      return expects() << name << " between 0 and 1 but got "
                       << std::to_string(value);
    fraction = value;
    return success();
  }

  LogicalResult readBudget(PruningAmount &amount) {
    std::pair<BudgetKind, StringRef> targets[] = {
        {BudgetKind::multiplyAdds, targetMacs},
        {BudgetKind::parameterBytes, targetBytes},
        {BudgetKind::objectBytes, targetObjectBytes},
        {BudgetKind::latency, targetLatency}};
    for (auto [kind, text] : targets) {
      if (text.empty())
        continue;
      if (amount.budget)
        return expects() << "one target but got "
                         << getUnit(amount.budget->kind) << " and "
                         << getUnit(kind);
      auto parsed = parseBudget(kind, text);
      if (!parsed)
        return report(parsed.takeError());
      amount.budget = *parsed;
    }
    return success();
  }

  LogicalResult readData(const PruningRecipe &recipe,
                         const PruningAmount &amount,
                         std::optional<Dataset> &dataset) {
    if (data.empty())
      return needsData(recipe, amount)
                 ? LogicalResult(expects()
                                 << "data for this criterion, "
                                    "recovery, proof or target but got none")
                 : success();
    auto read = loadDataset(data);
    if (!read)
      return report(read.takeError());
    dataset = std::move(*read);
    return success();
  }

  static bool needsData(const PruningRecipe &recipe,
                        const PruningAmount &amount) {
    return amount.budget || recipe.recovery ||
           recipe.proofDomain != ProofDomain::any ||
           llvm::any_of(recipe.removals, [](const Removal &removal) {
             return removal.kind == RemovalKind::layers ||
                    removal.getNeeds() != CriterionNeeds::nothing;
           });
  }

  /// Each step has put its removals into the module.
  LogicalResult writeLedger() {
    FailureOr<Ledger> record = Ledger::read(getOperation());
    return success(succeeded(record) &&
                   succeeded(record->write(getOperation(), ledger)));
  }
};
} // namespace
