//===- Prune.cpp - The whole of pruning in one pass -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningRun.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"
#include "gnn-opt/Support/Text.h"
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
  InFlightDiagnostic error() {
    return emitError(getOperation().getLoc(), "gnn-prune ");
  }

  LogicalResult report(llvm::Error failure) {
    if (!failure)
      return success();
    return emitError(getOperation().getLoc(), "gnn-prune: ")
           << llvm::toString(std::move(failure));
  }

  LogicalResult readRecipe(PruningRecipe &recipe) {
    auto chosen = parseGranularity(granularity);
    if (!chosen)
      return error() << "expects granularity to be channels, weights or hybrid "
                        "but got "
                     << quote(granularity);
    recipe.granularity = *chosen;
    recipe.data = data;
    recipe.split = split;
    recipe.function = function;
    recipe.scope = scope;
    recipe.normalize = normalize;
    recipe.roundTo = roundTo;
    recipe.pattern = pattern;
    if (failed(readRecovery(recipe)) || failed(readProofDomain(recipe)))
      return failure();
    return readCriteria(recipe);
  }

  LogicalResult readProofDomain(PruningRecipe &recipe) {
    auto domain = parseProofDomain(proveFor);
    if (!domain)
      return error() << "expects prove-for to be any, data or graph but got "
                     << quote(proveFor);
    recipe.proofDomain = *domain;
    return success();
  }

  LogicalResult readRecovery(PruningRecipe &recipe) {
    if (recovery == "none")
      return success();
    recipe.recovery = parseRecoveryMethod(recovery);
    if (recipe.recovery)
      return success();
    return error() << "expects recovery to be none, bias, least-squares or "
                      "batch-norm but got "
                   << quote(recovery);
  }

  /// `criterion` is that of what goes first.
  LogicalResult readCriteria(PruningRecipe &recipe) {
    std::string name = criterion;
    if (recipe.prunesChannels()) {
      if (name.empty())
        name = recipe.recovery == RecoveryMethod::leastSquares
                   ? "greedy-least-squares"
                   : "l2";
      recipe.channelCriterion = findChannelCriterion(name);
      if (!recipe.channelCriterion)
        return error() << "expects the criterion of channels to be one of "
                       << listNames(getChannelCriteria()) << " but got "
                       << quote(name);
      name = weightCriterion;
    }
    if (!recipe.prunesWeights())
      return success();
    name = name.empty() ? "magnitude" : name;
    recipe.weightCriterion = findWeightCriterion(name);
    if (recipe.weightCriterion)
      return success();
    return error() << "expects the criterion of weights to be one of "
                   << listNames(getWeightCriteria()) << " but got "
                   << quote(name);
  }

  LogicalResult readAmount(const PruningRecipe &recipe, PruningAmount &amount) {
    amount.meter.repeat = repeat;
    amount.meter.threads = threads;
    if (failed(readBudget(amount)) ||
        failed(readFraction("ratio", ratio, amount.ratio)) ||
        failed(readFraction("sparsity", sparsity, amount.sparsity)))
      return failure();
    if (amount.ratio.has_value() == amount.budget.has_value())
      return error() << "expects either ratio or a target but got "
                     << (amount.budget ? "both" : "none");
    if (amount.sparsity && recipe.granularity != Granularity::hybrid)
      return error() << "expects sparsity with granularity=hybrid only";
    return success();
  }

  LogicalResult readFraction(StringRef name, double value,
                             std::optional<double> &fraction) {
    if (std::isnan(value))
      return success();
    if (!(value >= 0 && value <= 1))
      return error() << "expects " << name << " between 0 and 1 but got "
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
        return error() << "expects one target but got "
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
                 ? LogicalResult(error()
                                 << "expects data for this criterion, "
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
    auto needs = [](const auto *criterion) {
      return criterion && criterion->getNeeds() != CriterionNeeds::nothing;
    };
    return amount.budget || recipe.recovery ||
           recipe.proofDomain != ProofDomain::any ||
           needs(recipe.channelCriterion) || needs(recipe.weightCriterion);
  }

  /// Each step has put its removals into the module.
  LogicalResult writeLedger() {
    FailureOr<Ledger> record = Ledger::read(getOperation());
    return success(succeeded(record) &&
                   succeeded(record->write(getOperation(), ledger)));
  }
};
} // namespace
