//===- WeightChoice.cpp - What decides which weights go -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightChoice.h"
#include "gnn-opt/Analysis/Saliency.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

/// Columns that a criterion chooses from at once, where the pattern says none:
/// as the authors of SparseGPT do.
static constexpr int64_t columnsOfChoice = 128;

std::optional<int64_t> WeightChoice::getColumnsAtOnce() const {
  if (!compensates || !criterion->choosesByColumns() || threshold)
    return std::nullopt;
  if (pattern.isGrouped())
    return pattern.group;
  bool ranksByMatrix =
      scope == WeightScope::layer || scope == WeightScope::output;
  if (pattern.blockRows == 1 && ranksByMatrix)
    return columnsOfChoice;
  return std::nullopt;
}

static FailureOr<WeightMatrix> readMatrix(ScoringContext &context,
                                          const WeightChoice &choice,
                                          GlobalOp parameter) {
  auto values = context.getValues(parameter);
  if (failed(values))
    return failure();
  auto scores = choice.criterion->score(context, parameter);
  if (failed(scores))
    return failure();
  if (llvm::any_of(*scores, [](double s) { return !std::isfinite(s); }))
    return parameter.emitError("parameter '")
           << parameter.getSymName() << "' expects scores of "
           << choice.criterion->getName()
           << " that are finite but some overflow";
  return WeightMatrix{parameter, getParameterType(parameter).getDimSize(1),
                      values->vec(),
                      normalizeScores(*scores, choice.normalizer),
                      llvm::BitVector(values->size())};
}

FailureOr<std::vector<WeightMatrix>>
gnn::readMatrices(ScoringContext &context, const WeightChoice &choice) {
  std::vector<WeightMatrix> matrices;
  for (GlobalOp parameter : getWeightMatrices(context.getGroups())) {
    FailureOr<WeightMatrix> matrix = readMatrix(context, choice, parameter);
    if (failed(matrix))
      return failure();
    matrices.push_back(std::move(*matrix));
  }
  return matrices;
}

void gnn::selectWeights(ScoringContext &context, const WeightChoice &choice,
                        MutableArrayRef<WeightMatrix> matrices) {
  if (choice.getColumnsAtOnce())
    return;
  if (choice.threshold)
    return removeBelow(matrices, choice.pattern, *choice.threshold);
  if (!choice.pattern.isGrouped())
    return removeLowest(context, matrices, choice.scope, choice.pattern,
                        choice.sparsity.value_or(0), choice.budget);
  for (WeightMatrix &matrix : matrices)
    removeByGroups(matrix, choice.pattern);
}
