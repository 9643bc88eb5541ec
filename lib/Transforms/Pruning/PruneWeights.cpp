//===- PruneWeights.cpp - Make the least important weights zero -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputError.h"
#include "WeightOverrides.h"
#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Analysis/Normalizer.h"
#include "gnn-opt/Analysis/Saliency.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"
#include "gnn-opt/Transforms/Pruning/Passes.h"

#include "mlir/IR/Remarks.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_PRUNEWEIGHTS
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

/// Columns that a criterion chooses from at once, where the pattern says none:
/// as the authors of SparseGPT do.
static constexpr int64_t columnsOfChoice = 128;

namespace {
struct PruneWeights : gnn::impl::PruneWeightsBase<PruneWeights> {
  using PruneWeightsBase::PruneWeightsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    matrices.clear();
    if (failed(readNames()) || failed(checkAmount()) || failed(checkNumbers()))
      return signalPassFailure();
    FailureOr<Ledger> record = Ledger::read(module);
    if (failed(record))
      return signalPassFailure();
    ChannelGroups groups(module);
    ScoringContext context(groups, seed, GroupReduction::sum, damping);
    if (failed(readMatrices(context)) ||
        failed(readOwnSparsities(module, getArgument(), weights, matrices)))
      return signalPassFailure();
    select(context);
    for (WeightMatrix &matrix : matrices)
      if (failed(prune(context, matrix, *record)))
        return signalPassFailure();
    if (failed(record->write(module, ledger)))
      return signalPassFailure();
    remarkOthers(groups);
    remarkSum();
  }

private:
  //===--------------------------------------------------------------------===//
  // Options
  //===--------------------------------------------------------------------===//

  InFlightDiagnostic reject() {
    return emitError(getOperation().getLoc(), "gnn-prune-weights expects ");
  }

  LogicalResult readNames() {
    chosenCriterion = findWeightCriterion(criterion);
    if (!chosenCriterion)
      return reject() << "criterion to be one of "
                      << listNames(getWeightCriteria()) << " but got '"
                      << criterion << "'";
    chosenScope = parseWeightScope(scope);
    if (!chosenScope)
      return reject() << "scope to be one of global, layer, output, backward, "
                         "hierarchical but got '"
                      << scope << "'";
    chosenBudget = parseLayerBudget(budgets);
    if (!chosenBudget)
      return reject() << "budgets to be one of shapes, scores but got '"
                      << budgets << "'";
    chosenPattern = parseWeightPattern(pattern);
    if (!chosenPattern)
      return reject() << "pattern to be unstructured, 1x16, or N:M with N at "
                         "least 1 and below M but got '"
                      << pattern << "'";
    chosenNormalizer = parseNormalizer(normalize);
    if (!chosenNormalizer)
      return reject() << "normalize to be one of " << listNormalizers()
                      << " but got '" << normalize << "'";
    return readCompensation();
  }

  LogicalResult readCompensation() {
    if (compensate != "auto" && compensate != "true" && compensate != "false")
      return reject() << "compensate to be one of auto, true, false but got '"
                      << compensate << "'";
    compensates = compensate == "auto" ? chosenCriterion->compensatesByDefault()
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
    bool ranksAll = hasSparsity() && *chosenScope == WeightScope::global;
    if (ranksAll && !scoresCompare())
      return reject() << "scope to be one of layer, output, backward, "
                         "hierarchical, or normalize to be set, since scores "
                         "of "
                      << criterion
                      << " do not compare between matrices, but got global";
    return checkBudgets();
  }

  bool scoresCompare() const {
    return chosenCriterion->isComparable() ||
           *chosenNormalizer != Normalizer::none;
  }

  /// That scores can be shares.
  LogicalResult checkBudgets() {
    if (*chosenBudget == LayerBudget::shapes)
      return success();
    if (*chosenScope != WeightScope::hierarchical)
      return reject() << "scope to be hierarchical with budgets=scores but got "
                      << scope;
    if (*chosenNormalizer == Normalizer::gaussian)
      return reject() << "normalize to leave no negative scores with "
                         "budgets=scores but got gaussian";
    if (!scoresCompare())
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
  bool isGrouped() const { return chosenPattern->isGrouped(); }

  //===--------------------------------------------------------------------===//
  // Choice
  //===--------------------------------------------------------------------===//

  LogicalResult readMatrices(ScoringContext &context) {
    for (GlobalOp parameter : getWeightMatrices(context.getGroups())) {
      auto values = context.getValues(parameter);
      auto scores = chosenCriterion->score(context, parameter);
      if (failed(values) || failed(scores))
        return failure();
      if (llvm::any_of(*scores, [](double s) { return !std::isfinite(s); }))
        return parameter.emitError("parameter '")
               << parameter.getSymName() << "' expects scores of " << criterion
               << " that are finite but some overflow";
      matrices.push_back({parameter, getParameterType(parameter).getDimSize(1),
                          values->vec(),
                          normalizeScores(*scores, *chosenNormalizer),
                          llvm::BitVector(values->size())});
    }
    return success();
  }

  /// The columns that the criterion chooses from at once while it compensates;
  /// nothing where all is chosen before.
  std::optional<int64_t> getColumnsOfChoice() const {
    if (!compensates || !chosenCriterion->choosesByColumns() || hasThreshold())
      return std::nullopt;
    if (isGrouped())
      return chosenPattern->group;
    if (chosenPattern->blockRows == 1 && (*chosenScope == WeightScope::layer ||
                                          *chosenScope == WeightScope::output))
      return columnsOfChoice;
    return std::nullopt;
  }

  double getSparsity(const WeightMatrix &matrix) const {
    return matrix.sparsity.value_or(hasSparsity() ? double(sparsity) : 0.0);
  }

  void select(ScoringContext &context) {
    if (getColumnsOfChoice())
      return;
    if (hasThreshold())
      return removeBelow(matrices, *chosenPattern, threshold);
    if (!isGrouped())
      return removeLowest(context, matrices, *chosenScope, *chosenPattern,
                          hasSparsity() ? double(sparsity) : 0.0,
                          *chosenBudget);
    for (WeightMatrix &matrix : matrices)
      removeByGroups(matrix, *chosenPattern);
  }

  //===--------------------------------------------------------------------===//
  // Change
  //===--------------------------------------------------------------------===//

  LogicalResult prune(ScoringContext &context, WeightMatrix &matrix,
                      Ledger &record) {
    llvm::BitVector zeros(matrix.values.size());
    for (auto [i, value] : llvm::enumerate(matrix.values))
      if (value == 0)
        zeros.set(i);
    // What was zero stays so, but it is not this pass that removed it.
    matrix.removed |= zeros;
    if (failed(changeValues(context, matrix, zeros)))
      return failure();
    matrix.removed.reset(zeros);
    if (matrix.removed.none())
      return success();
    bool isBlocked = pattern != "unstructured";
    if (failed(
            record.record({getArgument(), criterion, matrix.parameter,
                           matrix.removed, matrix.threshold,
                           isBlocked ? StringRef(pattern) : "", compensates})))
      return failure();
    numRemoved += matrix.removed.count();
    ++numMatrices;
    setParameterValues(matrix.parameter,
                       getSparseType(context.getGroups(), matrix.parameter),
                       matrix.values);
    return success();
  }

  LogicalResult changeValues(ScoringContext &context, WeightMatrix &matrix,
                             const llvm::BitVector &zeros) {
    std::vector<double> values(matrix.values.begin(), matrix.values.end());
    bool changes = matrix.removed.test(zeros) || getColumnsOfChoice();
    if (compensates && changes && failed(makeUp(context, matrix, values)))
      return failure();
    for (auto [i, value] : llvm::enumerate(values))
      matrix.values[i] = matrix.removed.test(i) ? 0 : float(value);
    if (llvm::all_of(matrix.values, [](float v) { return std::isfinite(v); }))
      return success();
    return matrix.parameter.emitError("parameter '")
           << matrix.parameter.getSymName()
           << "' expects compensated values that f32 holds but some overflow; "
              "a larger damping keeps them small";
  }

  /// Lets what stays make up for what goes.
  LogicalResult makeUp(ScoringContext &context, WeightMatrix &matrix,
                       MutableArrayRef<double> values) {
    auto choose = [&](int64_t begin, ArrayRef<double> scores,
                      llvm::BitVector &removed) {
      int64_t columns = std::min(*getColumnsOfChoice(), matrix.columns - begin);
      removeOfTile({scores, columns, begin, matrix.columns}, *chosenPattern,
                   *chosenScope, getSparsity(matrix), removed);
    };
    std::optional<ColumnChoice> choice;
    if (auto width = getColumnsOfChoice())
      choice = {*width, choose};
    if (failed(chosenCriterion->compensate(context, matrix.parameter,
                                           matrix.removed, values,
                                           choice ? &*choice : nullptr)))
      return failure();
    return remarkError(context, matrix, values);
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

  //===--------------------------------------------------------------------===//
  // Remarks
  //===--------------------------------------------------------------------===//

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

  LogicalResult remarkError(ScoringContext &context, WeightMatrix &matrix,
                            ArrayRef<double> values) {
    auto statistics =
        context.getStatistics(matrix.parameter, CriterionNeeds::gram);
    if (failed(statistics))
      return failure();
    remark::analysis(matrix.parameter.getLoc(), remarkName())
        << remark::add("the weights of {0} that stay make up for those that go",
                       matrix.parameter.getSymName())
        << remark::metric("output-error",
                          getOutputError(**statistics, matrix.values, values));
    return success();
  }

  void remarkSum() {
    size_t zeros = 0, all = 0;
    for (const WeightMatrix &matrix : matrices) {
      zeros += llvm::count(matrix.values, 0.0f);
      all += matrix.values.size();
    }
    remark::passed(getOperation().getLoc(), remarkName())
        << remark::add("{0} of {1} weights are zero", zeros, all);
  }

  const WeightCriterion *chosenCriterion = nullptr;
  std::optional<WeightScope> chosenScope;
  std::optional<LayerBudget> chosenBudget;
  std::optional<WeightPattern> chosenPattern;
  std::optional<Normalizer> chosenNormalizer;
  bool compensates = false;
  std::vector<WeightMatrix> matrices;
};
} // namespace
