//===- RowNorms.h - Formulas of normalisations of one row ----- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A normalisation measures one number of a row, and has each element follow
// from it.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_ROWNORMS_H
#define GNN_OPT_CONVERSION_LOWERING_ROWNORMS_H

#include "gnn-opt/Conversion/Lowering/Piece.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

namespace mlir::gnn {

/// How a lowering reads a row, and reduces terms over all its channels to f32.
struct RowReader {
  RowTerm load;
  function_ref<Value(RowTerm)> sum, maximum;
};

/// m + log(sum over k of exp(x[k] - m)), m the largest of the row.
Value measureRow(LogSoftmaxOp, Emitter &e, const RowReader &row);
/// y = x - statistic.
Value normalize(LogSoftmaxOp, Emitter &e, Value x, Value statistic);

/// max(sqrt(sum over k of x[k]^2), 1e-12).
Value measureRow(L2NormalizeOp, Emitter &e, const RowReader &row);
/// y = x / statistic.
Value normalize(L2NormalizeOp, Emitter &e, Value x, Value statistic);

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_ROWNORMS_H
