//===- WeightUpdate.cpp - What becomes of weights -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightUpdate.h"
#include "WeightRemarks.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static llvm::BitVector findZeros(ArrayRef<float> values) {
  llvm::BitVector zeros(values.size());
  for (auto [i, value] : llvm::enumerate(values))
    if (value == 0)
      zeros.set(i);
  return zeros;
}

/// Lets what stays make up for what goes.
static LogicalResult makeUp(ScoringContext &context, const WeightChoice &choice,
                            WeightMatrix &matrix,
                            MutableArrayRef<double> values) {
  std::optional<int64_t> width = choice.getColumnsAtOnce();
  auto choose = [&](int64_t begin, ArrayRef<double> scores,
                    llvm::BitVector &removed) {
    int64_t columns = std::min(*width, matrix.columns - begin);
    removeOfTile({scores, columns, begin, matrix.columns}, choice.pattern,
                 choice.scope, choice.getSparsity(matrix), removed);
  };
  std::optional<ColumnChoice> byColumns;
  if (width)
    byColumns = {*width, choose};
  return choice.criterion->compensate(context, matrix.parameter, matrix.removed,
                                      values,
                                      byColumns ? &*byColumns : nullptr);
}

static LogicalResult setValues(WeightMatrix &matrix, ArrayRef<double> values) {
  for (auto [i, value] : llvm::enumerate(values))
    matrix.values[i] = matrix.removed.test(i) ? 0 : float(value);
  if (llvm::all_of(matrix.values, [](float v) { return std::isfinite(v); }))
    return success();
  return matrix.parameter.emitError("parameter '")
         << matrix.parameter.getSymName()
         << "' expects compensated values that f32 holds but some overflow; "
            "a larger damping keeps them small";
}

LogicalResult gnn::updateValues(StringRef pass, ScoringContext &context,
                                const WeightChoice &choice,
                                WeightMatrix &matrix) {
  llvm::BitVector zeros = findZeros(matrix.values);
  matrix.removed |= zeros;
  std::vector<double> values(matrix.values.begin(), matrix.values.end());
  bool changes = matrix.removed.test(zeros) || choice.getColumnsAtOnce();
  if (choice.compensates && changes &&
      (failed(makeUp(context, choice, matrix, values)) ||
       failed(remarkOutputError(pass, context, matrix, values))))
    return failure();
  if (failed(setValues(matrix, values)))
    return failure();
  matrix.removed.reset(zeros);
  return success();
}
