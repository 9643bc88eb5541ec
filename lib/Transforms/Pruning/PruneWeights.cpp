//===- PruneWeights.cpp - Make the least important weights zero -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

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

namespace {
struct WeightMatrix {
  GlobalOp parameter;
  std::vector<float> values;
  std::vector<double> scores;
  llvm::BitVector removed;
};

/// One weight of all.
struct Candidate {
  double score;
  size_t matrix;
  size_t element;

  bool operator<(const Candidate &other) const {
    return std::tie(score, matrix, element) <
           std::tie(other.score, other.matrix, other.element);
  }
};

/// Weights that are ranked with each other.
using Pool = std::vector<Candidate>;

enum class Scope { global, layer, output };
} // namespace

static std::optional<Scope> parseScope(StringRef name) {
  return llvm::StringSwitch<std::optional<Scope>>(name)
      .Case("global", Scope::global)
      .Case("layer", Scope::layer)
      .Case("output", Scope::output)
      .Default(std::nullopt);
}

static std::vector<Pool> makePools(ArrayRef<WeightMatrix> matrices,
                                   Scope scope) {
  std::vector<Pool> pools;
  for (auto [number, matrix] : llvm::enumerate(matrices)) {
    size_t columns = getParameterType(GlobalOp(matrix.parameter)).getDimSize(1);
    for (size_t i = 0, e = matrix.scores.size(); i < e; ++i) {
      bool starts = scope == Scope::global  ? pools.empty()
                    : scope == Scope::layer ? i == 0
                                            : i % columns == 0;
      if (starts)
        pools.emplace_back();
      pools.back().push_back({matrix.scores[i], number, i});
    }
  }
  return pools;
}

/// The `round(sparsity * n)` lowest of a pool.
static void removeLowest(Pool &pool, double sparsity,
                         MutableArrayRef<WeightMatrix> matrices) {
  size_t count = std::llround(sparsity * double(pool.size()));
  std::nth_element(pool.begin(), pool.begin() + count, pool.end());
  for (const Candidate &each : ArrayRef(pool).take_front(count))
    matrices[each.matrix].removed.set(each.element);
}

static void removeBelow(double threshold, WeightMatrix &matrix) {
  for (auto [i, value] : llvm::enumerate(matrix.values))
    if (std::abs(value) < threshold)
      matrix.removed.set(i);
}

/// The largest magnitude that went, where the criterion is one.
static double largestRemoved(const WeightMatrix &matrix) {
  double largest = 0;
  for (unsigned i : matrix.removed.set_bits())
    largest = std::max(largest, std::abs(double(matrix.values[i])));
  return largest;
}

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
    choose(matrices);
    FailureOr<Ledger> record = Ledger::read(module);
    if (failed(record))
      return signalPassFailure();
    for (WeightMatrix &matrix : matrices)
      if (failed(prune(groups, matrix, *record)))
        return signalPassFailure();
    if (failed(record->write(module, ledger)))
      return signalPassFailure();
  }

private:
  LogicalResult checkOptions() {
    ModuleOp module = getOperation();
    chosenCriterion = parseWeightCriterion(criterion);
    if (!chosenCriterion)
      return emitError(module.getLoc(),
                       "gnn-prune-weights expects criterion to be one "
                       "of ")
             << listWeightCriteria() << " but got '" << criterion << "'";
    chosenScope = parseScope(scope);
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
    if (!std::isnan(threshold) &&
        *chosenCriterion != WeightCriterion::magnitude)
      return emitError(module.getLoc(),
                       "gnn-prune-weights expects threshold with "
                       "criterion magnitude but got '")
             << criterion << "'";
    return success();
  }

  LogicalResult readMatrices(const ChannelGroups &groups,
                             std::vector<WeightMatrix> &matrices) {
    for (GlobalOp parameter : getWeightMatrices(groups)) {
      auto values = getFiniteParameterValues(parameter);
      if (failed(values))
        return failure();
      auto scores = scoreWeights(parameter, *values, *chosenCriterion, seed);
      llvm::BitVector removed(values->size());
      matrices.push_back({parameter, std::move(*values), std::move(scores),
                          std::move(removed)});
    }
    remarkOthers(groups);
    return success();
  }

  /// Weights that an op reads through another op are not found.
  void remarkOthers(const ChannelGroups &groups) {
    for (const ChannelContraction &each : groups.getContractions())
      if (!groups.getAxes()[each.weight].parameter)
        remark::missed(
            each.op->getLoc(),
            remark::RemarkOpts::name(getArgument()).category("prune"))
            << remark::reason(
                   "the weight of '{0}' is no parameter; gnn-fold-parameters "
                   "may make it one",
                   each.op->getName().getStringRef());
  }

  void choose(MutableArrayRef<WeightMatrix> matrices) {
    if (!std::isnan(threshold)) {
      for (WeightMatrix &matrix : matrices)
        removeBelow(threshold, matrix);
      return;
    }
    for (Pool &pool : makePools(matrices, *chosenScope))
      removeLowest(pool, sparsity, matrices);
  }

  LogicalResult prune(const ChannelGroups &groups, WeightMatrix &matrix,
                      Ledger &record) {
    std::optional<double> limit;
    if (*chosenCriterion == WeightCriterion::magnitude)
      limit = std::isnan(threshold) ? largestRemoved(matrix) : threshold;
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
    remark::missed(parameter.getLoc(),
                   remark::RemarkOpts::name(getArgument()).category("prune"))
        << remark::reason("{0} stays dense: not all of its readers multiply "
                          "with it",
                          parameter.getSymName());
    return type;
  }

  std::optional<WeightCriterion> chosenCriterion;
  std::optional<Scope> chosenScope;
};
} // namespace
