//===- Transpose.cpp - Transposes of parameters -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operands.h"
#include "Patterns.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::fold;

/// The values of the operand, column by column.
static std::vector<double> transposedValues(TransposeOp op) {
  std::vector<double> values = readValues(op.getX());
  int64_t rows = op.getX().getType().getDimSize(0);
  int64_t columns = op.getX().getType().getDimSize(1);
  std::vector<double> result(values.size());
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t column = 0; column < columns; ++column)
      result[column * rows + row] = values[row * columns + column];
  return result;
}

static OriginalChannels transposedChannels(TransposeOp op) {
  OriginalChannels before = readChannels(op.getX()), after = before;
  after.copyDim(0, before, 1);
  after.copyDim(1, before, 0);
  return after;
}

namespace {
/// transpose(w) -> w^T, for a parameter w.
struct FoldTranspose : OpRewritePattern<TransposeOp> {
  FoldTranspose(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(TransposeOp op,
                                PatternRewriter &rewriter) const override {
    if (const char *reason = whyNotConstant(op.getX()))
      return rewriter.notifyMatchFailure(op, reason);
    remark::passed(op.getLoc(), remarkOptions)
        << remark::add("transposed a parameter");
    writeValues(rewriter, op.getXMutable(), op.getType(), transposedValues(op),
                transposedChannels(op));
    rewriter.replaceOp(op, op.getX());
    ++count;
    return success();
  }

  Pass::Statistic &count;
};
} // namespace

void fold::populateTransposePatterns(RewritePatternSet &patterns,
                                     Counters counters) {
  patterns.add<FoldTranspose>(patterns.getContext(), counters.transposes);
}

void fold::remarkMissedTransposes(Operation *root) {
  root->walk([](TransposeOp op) {
    if (const char *reason = whyNotConstant(op.getX()))
      remark::missed(op.getLoc(), remarkOptions)
          << remark::reason("transpose stays: {0}", reason);
  });
}
