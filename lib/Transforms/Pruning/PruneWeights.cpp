//===- PruneWeights.cpp - Make the least important weights zero -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightOverrides.h"
#include "WeightRemarks.h"
#include "WeightUpdate.h"
#include "gnn-opt/Analysis/Saliency.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_PRUNEWEIGHTS
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

namespace {
struct PruneWeights : gnn::impl::PruneWeightsBase<PruneWeights> {
  using PruneWeightsBase::PruneWeightsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    choice = {};
    if (failed(readNames()) || failed(checkAmount()) || failed(checkNumbers()))
      return signalPassFailure();
    FailureOr<Ledger> record = Ledger::read(module);
    if (failed(record))
      return signalPassFailure();
    ChannelGroups groups(module);
    ScoringContext context(groups, seed, GroupReduction::sum, damping);
    auto matrices = readMatrices(context, choice);
    if (failed(matrices) ||
        failed(readOwnSparsities(module, getArgument(), weights, *matrices)))
      return signalPassFailure();
    selectWeights(context, choice, *matrices);
    for (WeightMatrix &matrix : *matrices)
      if (failed(prune(context, matrix, *record)))
        return signalPassFailure();
    if (failed(record->write(module, ledger)))
      return signalPassFailure();
    remarkNoParameters(getArgument(), groups);
    remarkZeros(getArgument(), module, *matrices);
  }

private:
  //===--------------------------------------------------------------------===//
  // Options
  //===--------------------------------------------------------------------===//

  InFlightDiagnostic reject() {
    return emitError(getOperation().getLoc(), "gnn-prune-weights expects ");
  }

  /// Sets `option` to what `read` makes of its text.
  template <typename T>
  LogicalResult readName(StringRef name, const std::string &text,
                         std::optional<T> (*read)(StringRef),
                         const Twine &known, T &option) {
    std::optional<T> value = read(text);
    if (!value)
      return reject() << name << " to be " << known << " but got '" << text
                      << "'";
    option = *value;
    return success();
  }

  LogicalResult readNames() {
    choice.criterion = findWeightCriterion(criterion);
    if (!choice.criterion)
      return reject() << "criterion to be one of "
                      << listNames(getWeightCriteria()) << " but got '"
                      << criterion << "'";
    if (failed(readName("scope", scope, parseWeightScope,
                        "one of global, layer, output, backward, hierarchical",
                        choice.scope)) ||
        failed(readName("budgets", budgets, parseLayerBudget,
                        "one of shapes, scores", choice.budget)) ||
        failed(readName("pattern", pattern, parseWeightPattern,
                        "unstructured, 1x16, or N:M with N at least 1 and "
                        "below M",
                        choice.pattern)) ||
        failed(readName("normalize", normalize, parseNormalizer,
                        "one of " + listNormalizers(), choice.normalizer)))
      return failure();
    if (hasSparsity())
      choice.sparsity = sparsity;
    if (hasThreshold())
      choice.threshold = threshold;
    return readCompensation();
  }

  LogicalResult readCompensation() {
    if (compensate != "auto" && compensate != "true" && compensate != "false")
      return reject() << "compensate to be one of auto, true, false but got '"
                      << compensate << "'";
    choice.compensates = compensate == "auto"
                             ? choice.criterion->compensatesByDefault()
                             : compensate == "true";
    return success();
  }

  /// That one thing says how much goes, and that the criterion can tell what.
  LogicalResult checkAmount() {
    bool hasOwn = !weights.empty();
    unsigned amounts = hasSparsity() + hasThreshold() + isGrouped();
    if (amounts == 0 && !hasOwn)
      return reject() << "sparsity, threshold, weights or an N:M pattern but "
                         "got none";
    if (amounts > 1)
      return reject() << "one of sparsity, threshold and an N:M pattern but "
                         "got more";
    if (hasOwn && amounts == 1 && !hasSparsity())
      return reject() << "weights with sparsity only but got "
                      << (isGrouped() ? "an N:M pattern" : "threshold");
    bool ranksAll = hasSparsity() && choice.scope == WeightScope::global;
    if (ranksAll && !choice.comparesMatrices())
      return reject() << "scope to be one of layer, output, backward, "
                         "hierarchical, or normalize to be set, since scores "
                         "of "
                      << criterion
                      << " do not compare between matrices, but got global";
    return checkBudgets();
  }

  /// That scores can be shares.
  LogicalResult checkBudgets() {
    if (choice.budget == LayerBudget::shapes)
      return success();
    if (choice.scope != WeightScope::hierarchical)
      return reject() << "scope to be hierarchical with budgets=scores but got "
                      << scope;
    if (choice.normalizer == Normalizer::gaussian)
      return reject() << "normalize to leave no negative scores with "
                         "budgets=scores but got gaussian";
    if (!choice.comparesMatrices())
      return reject() << "normalize to be set with budgets=scores, since "
                         "scores of "
                      << criterion
                      << " do not compare between matrices, but got none";
    return success();
  }

  LogicalResult checkNumbers() {
    if (hasSparsity() && failed(checkSparsity(getOperation(), getArgument(),
                                              "sparsity", sparsity)))
      return failure();
    if (hasThreshold() && !(threshold >= 0))
      return reject() << "threshold to be at least 0 but got "
                      << std::to_string(threshold);
    if (!(damping >= 0 && damping <= std::numeric_limits<float>::max()))
      return reject() << "damping to be finite and at least 0 but got "
                      << std::to_string(damping);
    return success();
  }

  bool hasSparsity() const { return !std::isnan(sparsity); }
  bool hasThreshold() const { return !std::isnan(threshold); }
  bool isGrouped() const { return choice.pattern.isGrouped(); }

  //===--------------------------------------------------------------------===//
  // Change
  //===--------------------------------------------------------------------===//

  LogicalResult prune(ScoringContext &context, WeightMatrix &matrix,
                      Ledger &record) {
    if (failed(updateValues(getArgument(), context, choice, matrix)))
      return failure();
    if (matrix.removed.none())
      return success();
    bool isBlocked = pattern != "unstructured";
    if (failed(record.record({getArgument(), criterion, matrix.parameter,
                              matrix.removed, matrix.threshold,
                              isBlocked ? StringRef(pattern) : "",
                              choice.compensates})))
      return failure();
    numRemoved += matrix.removed.count();
    ++numMatrices;
    setParameterValues(matrix.parameter,
                       getSparseType(context.getGroups(), matrix.parameter),
                       matrix.values);
    return success();
  }

  /// The type with `#gnn.csr`, or as it is where a reader needs it dense.
  RankedTensorType getSparseType(const ChannelGroups &groups,
                                 GlobalOp parameter) {
    RankedTensorType type = getParameterType(parameter);
    if (isOnlyMultiplied(groups, parameter))
      return type.cloneWithEncoding(CSRAttr::get(type.getContext()));
    remarkStaysDense(getArgument(), parameter);
    return type;
  }

  WeightChoice choice;
};
} // namespace
