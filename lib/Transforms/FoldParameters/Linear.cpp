//===- Linear.cpp - Linear of linear as one layer -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operands.h"
#include "Patterns.h"
#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::fold;

namespace {
/// A row-major matrix of known values.
struct Matrix {
  explicit Matrix(Value parameter)
      : rows(cast<RankedTensorType>(parameter.getType()).getDimSize(0)),
        columns(cast<RankedTensorType>(parameter.getType()).getDimSize(1)),
        values(readValues(parameter)) {}
  Matrix(int64_t rows, int64_t columns)
      : rows(rows), columns(columns), values(rows * columns) {}

  double &at(int64_t row, int64_t column) {
    return values[row * columns + column];
  }

  int64_t rows, columns;
  std::vector<double> values;
};
} // namespace

/// Whether (w2 w1) x takes fewer multiply-adds a row than w2 (w1 x).
static bool isCheaper(LinearOp first, LinearOp second) {
  int64_t in = getChannels(first.getX());
  int64_t middle = getChannels(first.getResult());
  int64_t out = getChannels(second.getResult());
  // Of sparse features only the nonzeros count, however many they are.
  if (isSparse(first.getX().getType()))
    return out <= middle;
  return out * in < middle * in + out * middle;
}

/// Why two linear layers stay two, or null.
static const char *whyNotCompose(LinearOp first, LinearOp second) {
  if (!first->hasOneUse())
    return "the product between them has another reader";
  if (!isCheaper(first, second))
    return "one layer would take no fewer multiply-adds";
  for (LinearOp op : {first, second})
    if (isSparse(op.getWeight().getType()))
      return "the product of sparse weights is not sparse";
  return whyNotConstant({first.getWeight(), first.getBias(), second.getWeight(),
                         second.getBias()});
}

/// w2 w1.
static Matrix product(Matrix &w2, Matrix &w1) {
  Matrix result(w2.rows, w1.columns);
  for (int64_t o = 0; o < w2.rows; ++o)
    for (int64_t m = 0; m < w1.rows; ++m)
      for (int64_t i = 0; i < w1.columns; ++i)
        result.at(o, i) += w2.at(o, m) * w1.at(m, i);
  return result;
}

/// w2 b1 + b2.
static std::vector<double> composedBias(Matrix &w2, LinearOp first,
                                        LinearOp second) {
  std::vector<double> result(w2.rows);
  if (second.getBias())
    result = readValues(second.getBias());
  if (!first.getBias())
    return result;
  std::vector<double> b1 = readValues(first.getBias());
  for (int64_t o = 0; o < w2.rows; ++o)
    for (int64_t m = 0; m < w2.columns; ++m)
      result[o] += w2.at(o, m) * b1[m];
  return result;
}

/// The rows of the second weight, the columns of the first.
static OriginalChannels composedChannels(LinearOp first, LinearOp second) {
  OriginalChannels channels = readChannels(second.getWeight());
  channels.copyDim(1, readChannels(first.getWeight()), 1);
  return channels;
}

namespace {
/// linear(linear(x, w1, b1), w2, b2) -> linear(x, w2 w1, w2 b1 + b2).
struct ComposeLinear : OpRewritePattern<LinearOp> {
  ComposeLinear(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(LinearOp second,
                                PatternRewriter &rewriter) const override {
    auto first = second.getX().getDefiningOp<LinearOp>();
    if (!first)
      return rewriter.notifyMatchFailure(second, "reads no linear layer");
    if (const char *reason = whyNotCompose(first, second))
      return rewriter.notifyMatchFailure(second, reason);
    Matrix w2(second.getWeight()), w1(first.getWeight());
    Matrix weight = product(w2, w1);
    std::vector<double> bias = composedBias(w2, first, second);
    if (!fitsFloat(weight.values) || !fitsFloat(bias))
      return rewriter.notifyMatchFailure(second, "a product is not finite");
    remark::passed(second.getLoc(), remarkOptions) << remark::add(
        "multiplied two linear layers, {0} channels between", w1.rows);
    compose(first, second, weight, bias, rewriter);
    ++count;
    return success();
  }

private:
  /// The second layer's operands take the new values; its bias is the first
  /// one's where it has none.
  static void compose(LinearOp first, LinearOp second, const Matrix &weight,
                      ArrayRef<double> bias, PatternRewriter &rewriter) {
    Value biasOperand = second.getBias() ? second.getBias() : first.getBias();
    OriginalChannels channels = composedChannels(first, second);
    auto composed = rewriter.replaceOpWithNewOp<LinearOp>(
        second, first.getX(), second.getWeight(), biasOperand);
    rewriter.eraseOp(first);
    Type f32 = rewriter.getF32Type();
    writeValues(rewriter, composed.getWeightMutable(),
                RankedTensorType::get({weight.rows, weight.columns}, f32),
                weight.values, channels);
    // They are of what the second layer multiplied.
    dropFeatureStatistics(getParameter(composed.getWeight()));
    if (!biasOperand)
      return;
    OriginalChannels biasChannels = readChannels(biasOperand);
    biasChannels.copyDim(0, channels, 0);
    writeValues(rewriter, composed.getBiasMutable()[0],
                RankedTensorType::get({weight.rows}, f32), bias, biasChannels);
  }

  Pass::Statistic &count;
};
} // namespace

void fold::populateLinearPatterns(RewritePatternSet &patterns,
                                  Counters counters) {
  patterns.add<ComposeLinear>(patterns.getContext(), counters.linears);
}

void fold::remarkMissedLinears(Operation *root) {
  root->walk([](LinearOp second) {
    auto first = second.getX().getDefiningOp<LinearOp>();
    if (!first)
      return;
    const char *reason = whyNotCompose(first, second);
    remark::missed(second.getLoc(), remarkOptions)
        << remark::reason("two linear layers stay: {0}",
                          reason ? reason : "a product is not finite");
  });
}
