//===- Linear.cpp - Products, biases and transposes of parameters ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operands.h"
#include "Patterns.h"

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

//===----------------------------------------------------------------------===//
// Linear of linear
//===----------------------------------------------------------------------===//

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
    auto composed = rewriter.replaceOpWithNewOp<LinearOp>(
        second, first.getX(), second.getWeight(), biasOperand);
    rewriter.eraseOp(first);
    Type f32 = rewriter.getF32Type();
    writeValues(rewriter, composed.getWeightMutable(),
                RankedTensorType::get({weight.rows, weight.columns}, f32),
                weight.values);
    if (biasOperand)
      writeValues(rewriter, composed.getBiasMutable()[0],
                  RankedTensorType::get({weight.rows}, f32), bias);
  }

  Pass::Statistic &count;
};
} // namespace

//===----------------------------------------------------------------------===//
// Biases
//===----------------------------------------------------------------------===//

/// The op before `value` that can take a bias in, or null. Prefers one that has
/// a bias, so that none is added.
static Operation *findBiasHolder(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || !value.hasOneUse())
    return nullptr;
  if (isa<LinearOp, BiasAddOp>(op))
    return op;
  auto add = dyn_cast<AddOp>(op);
  if (!add)
    return nullptr;
  Operation *left = findBiasHolder(add.getX());
  Operation *right = findBiasHolder(add.getY());
  auto rightLinear = dyn_cast_or_null<LinearOp>(right);
  bool rightHasBias = right && (!rightLinear || rightLinear.getBias());
  return rightHasBias || !left ? right : left;
}

/// The operand of `holder` that is its bias, or null for a linear without one.
static OpOperand *getBiasOperand(Operation *holder) {
  if (auto bias = dyn_cast<BiasAddOp>(holder))
    return &bias.getBiasMutable();
  auto linear = cast<LinearOp>(holder);
  return linear.getBias() ? &linear.getBiasMutable()[0] : nullptr;
}

namespace {
/// bias_add(linear(x, w, b1), b2) -> linear(x, w, b1 + b2), also through a sum
/// of several such.
struct MergeBiases : OpRewritePattern<BiasAddOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BiasAddOp op,
                                PatternRewriter &rewriter) const override {
    Operation *holder = findBiasHolder(op.getX());
    if (!holder)
      return rewriter.notifyMatchFailure(op, "no bias can be merged with it");
    if (const char *reason = whyNotConstant(op.getBias()))
      return rewriter.notifyMatchFailure(op, reason);
    OpOperand *bias = getBiasOperand(holder);
    if (!bias)
      addBias(cast<LinearOp>(holder), getParameter(op.getBias()), rewriter);
    else if (failed(mergeInto(*bias, op, rewriter)))
      return failure();
    rewriter.replaceOp(op, op.getX());
    return success();
  }

private:
  static void addBias(LinearOp linear, ml_program::GlobalOp parameter,
                      PatternRewriter &rewriter) {
    rewriter.setInsertionPoint(linear);
    Value load = createParameterLoad(rewriter, linear.getLoc(), parameter);
    rewriter.modifyOpInPlace(linear,
                             [&] { linear.getBiasMutable().assign(load); });
  }

  static LogicalResult mergeInto(OpOperand &bias, BiasAddOp op,
                                 PatternRewriter &rewriter) {
    if (const char *reason = whyNotConstant(bias.get()))
      return rewriter.notifyMatchFailure(op, reason);
    std::vector<double> sum = readValues(bias.get());
    for (auto [total, value] : llvm::zip_equal(sum, readValues(op.getBias())))
      total += value;
    if (!fitsFloat(sum))
      return rewriter.notifyMatchFailure(op, "a sum is not finite");
    writeValues(rewriter, bias, sum);
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Transposes
//===----------------------------------------------------------------------===//

namespace {
/// transpose(w) -> w^T, for a parameter w.
struct FoldTranspose : OpRewritePattern<TransposeOp> {
  FoldTranspose(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(TransposeOp op,
                                PatternRewriter &rewriter) const override {
    if (const char *reason = whyNotConstant(op.getX()))
      return rewriter.notifyMatchFailure(op, reason);
    Matrix w(op.getX());
    Matrix transposed(w.columns, w.rows);
    for (int64_t row = 0; row < w.rows; ++row)
      for (int64_t column = 0; column < w.columns; ++column)
        transposed.at(column, row) = w.at(row, column);
    remark::passed(op.getLoc(), remarkOptions)
        << remark::add("transposed a parameter");
    writeValues(rewriter, op.getXMutable(), op.getType(), transposed.values);
    rewriter.replaceOp(op, op.getX());
    ++count;
    return success();
  }

  Pass::Statistic &count;
};
} // namespace

void fold::populateLinearPatterns(RewritePatternSet &patterns,
                                  Counters counters) {
  patterns.add<ComposeLinear>(patterns.getContext(), counters.linears);
  patterns.add<FoldTranspose>(patterns.getContext(), counters.transposes);
  patterns.add<MergeBiases>(patterns.getContext());
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
  root->walk([](TransposeOp op) {
    if (const char *reason = whyNotConstant(op.getX()))
      remark::missed(op.getLoc(), remarkOptions)
          << remark::reason("transpose stays: {0}", reason);
  });
}
