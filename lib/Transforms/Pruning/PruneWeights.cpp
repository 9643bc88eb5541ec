//===- PruneWeights.cpp - Make the least important weights zero -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightSelection.h"
#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Analysis/Saliency.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/IR/SymbolTable.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_PRUNEWEIGHTS
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

/// Whether every reader of the parameter multiplies with it, so that it may be
/// stored sparse.
static bool isOnlyMultiplied(const ChannelGroups &groups, GlobalOp parameter) {
  auto uses = SymbolTable::getSymbolUses(parameter, groups.getModule());
  if (!parameter.isPrivate() || !uses)
    return false;
  DenseSet<std::pair<Operation *, Value>> products;
  for (const ChannelContraction &each : groups.getContractions())
    products.insert({each.op, each.link.to.value});
  return llvm::all_of(*uses, [&](SymbolTable::SymbolUse use) {
    auto load = dyn_cast<ml_program::GlobalLoadConstOp>(use.getUser());
    return load && llvm::all_of(load->getUsers(), [&](Operation *user) {
             return products.contains({user, load.getResult()});
           });
  });
}

namespace {
struct PruneWeights : gnn::impl::PruneWeightsBase<PruneWeights> {
  using PruneWeightsBase::PruneWeightsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    ChannelGroups groups(module);
    std::vector<WeightMatrix> matrices;
    if (failed(checkOptions()) || failed(readMatrices(groups, matrices)))
      return signalPassFailure();
    if (std::isnan(threshold))
      removeLowest(matrices, *chosenScope, sparsity);
    else
      removeBelow(matrices, threshold);
    FailureOr<Ledger> record = Ledger::read(module);
    if (failed(record))
      return signalPassFailure();
    for (WeightMatrix &matrix : matrices)
      if (failed(prune(groups, matrix, *record)))
        return signalPassFailure();
    if (failed(record->write(module, ledger)))
      return signalPassFailure();
    remarkSum(matrices);
  }

private:
  LogicalResult checkOptions() {
    ModuleOp module = getOperation();
    chosenCriterion = findWeightCriterion(criterion);
    if (!chosenCriterion)
      return emitError(module.getLoc(),
                       "gnn-prune-weights expects criterion to be one "
                       "of ")
             << listNames(getWeightCriteria()) << " but got '" << criterion
             << "'";
    chosenScope = parseWeightScope(scope);
    if (!chosenScope)
      return emitError(module.getLoc(),
                       "gnn-prune-weights expects scope to be one of "
                       "global, layer, output but got '")
             << scope << "'";
    return checkAmount();
  }

  LogicalResult checkAmount() {
    ModuleOp module = getOperation();
    if (std::isnan(sparsity) == std::isnan(threshold))
      return emitError(module.getLoc(),
                       "gnn-prune-weights expects either sparsity or "
                       "threshold but got ")
             << (std::isnan(sparsity) ? "none" : "both");
    if (!std::isnan(sparsity) && !(sparsity >= 0 && sparsity <= 1))
      return emitError(
                 module.getLoc(),
                 "gnn-prune-weights expects sparsity between 0 and 1 but got ")
             << std::to_string(sparsity);
    if (!std::isnan(threshold) && !(threshold >= 0))
      return emitError(module.getLoc(),
                       "gnn-prune-weights expects threshold to be at "
                       "least 0 but got ")
             << std::to_string(threshold);
    if (!std::isnan(threshold) && chosenCriterion->getName() != "magnitude")
      return emitError(module.getLoc(),
                       "gnn-prune-weights expects threshold with "
                       "criterion magnitude but got '")
             << criterion << "'";
    return success();
  }

  LogicalResult readMatrices(const ChannelGroups &groups,
                             std::vector<WeightMatrix> &matrices) {
    ScoringContext context(groups, seed);
    for (GlobalOp parameter : getWeightMatrices(groups)) {
      auto values = context.getValues(parameter);
      auto scores = chosenCriterion->score(context, parameter);
      if (failed(values) || failed(scores))
        return failure();
      matrices.push_back({parameter, values->vec(), std::move(*scores),
                          llvm::BitVector(values->size())});
    }
    remarkOthers(groups);
    return success();
  }

  void remarkSum(ArrayRef<WeightMatrix> matrices) {
    size_t zeros = 0, all = 0;
    for (const WeightMatrix &matrix : matrices) {
      zeros += llvm::count(matrix.values, 0.0f);
      all += matrix.values.size();
    }
    remark::passed(getOperation().getLoc(), remarkName())
        << remark::add("{0} of {1} weights are zero", zeros, all);
  }

  remark::RemarkOpts remarkName() const {
    return remark::RemarkOpts::name(getArgument()).category("prune");
  }

  /// Weights that an op reads through another op are not found.
  void remarkOthers(const ChannelGroups &groups) {
    for (const ChannelContraction &each : groups.getContractions())
      if (!groups.getAxes()[each.weight].parameter)
        remark::missed(each.op->getLoc(), remarkName()) << remark::reason(
            "the weight of '{0}' is no parameter; gnn-fold-parameters "
            "may make it one",
            each.op->getName().getStringRef());
  }

  LogicalResult prune(const ChannelGroups &groups, WeightMatrix &matrix,
                      Ledger &record) {
    std::optional<double> limit;
    if (chosenCriterion->getName() == "magnitude")
      limit = std::isnan(threshold) ? getLargestRemoved(matrix) : threshold;
    // A weight that was zero is not removed by this pass.
    for (auto [i, value] : llvm::enumerate(matrix.values))
      if (value == 0)
        matrix.removed.reset(i);
    if (matrix.removed.none())
      return success();
    if (failed(record.record({getArgument(), criterion, matrix.parameter,
                              matrix.removed, limit})))
      return failure();
    for (unsigned i : matrix.removed.set_bits())
      matrix.values[i] = 0;
    numRemoved += matrix.removed.count();
    ++numMatrices;
    setParameterValues(matrix.parameter,
                       getSparseType(groups, matrix.parameter), matrix.values);
    return success();
  }

  /// The type with `#gnn.csr`, or as it is where a reader needs it dense.
  RankedTensorType getSparseType(const ChannelGroups &groups,
                                 GlobalOp parameter) {
    RankedTensorType type = getParameterType(parameter);
    if (isOnlyMultiplied(groups, parameter))
      return type.cloneWithEncoding(CSRAttr::get(type.getContext()));
    remark::missed(parameter.getLoc(), remarkName())
        << remark::reason("{0} stays dense: not all of its readers multiply "
                          "with it",
                          parameter.getSymName());
    return type;
  }

  const WeightCriterion *chosenCriterion = nullptr;
  std::optional<WeightScope> chosenScope;
};
} // namespace
