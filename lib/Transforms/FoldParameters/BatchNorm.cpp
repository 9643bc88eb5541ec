//===- BatchNorm.cpp - Batch normalisation into what comes before it ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operands.h"
#include "Patterns.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::fold;

/// Operands with the channels of a value as their dimension 0.
using ChannelOperands = SmallVector<OpOperand *>;

static bool isLinearReduction(ReductionKind kind) {
  return kind == ReductionKind::sum || kind == ReductionKind::mean;
}

/// Appends the operands to multiply with a factor a channel so that `value` is
/// multiplied with it. Returns why that is not possible, or null.
static const char *collectFactors(Value value, ChannelOperands &operands) {
  Operation *op = value.getDefiningOp();
  if (!op)
    return "its input comes from outside";
  if (!value.hasOneUse())
    return "what it normalises has another reader";
  auto take = [&](OpOperand &operand) {
    operands.push_back(&operand);
    return whyNotConstant(operand.get());
  };
  return llvm::TypeSwitch<Operation *, const char *>(op)
      .Case([&](LinearOp linear) {
        const char *reason = take(linear.getWeightMutable());
        if (!reason && linear.getBias())
          reason = take(linear.getBiasMutable()[0]);
        return reason;
      })
      .Case([&](BiasAddOp bias) {
        const char *reason = take(bias.getBiasMutable());
        return reason ? reason : collectFactors(bias.getX(), operands);
      })
      .Case([&](AddOp add) {
        const char *reason = collectFactors(add.getX(), operands);
        return reason ? reason : collectFactors(add.getY(), operands);
      })
      .Case([&](ScaleRowsOp scale) {
        return collectFactors(scale.getX(), operands);
      })
      .Case([&](AggregateOp aggregate) {
        return isLinearReduction(aggregate.getReduction())
                   ? collectFactors(aggregate.getX(), operands)
                   : "an aggregate before it is neither sum nor mean";
      })
      .Default("no linear layer comes before it");
}

static const char *collectFactors(BatchNormOp op, ChannelOperands &operands) {
  if (const char *reason = whyNotConstant(op->getOperands().drop_front()))
    return reason;
  return collectFactors(op.getX(), operands);
}

namespace {
/// y = factor * x + shift, a channel each.
struct Affine {
  std::vector<double> factor, shift;
};
} // namespace

/// factor = g / sqrt(v + eps), shift = beta - m * factor.
static Affine toAffine(BatchNormOp op) {
  std::vector<double> mean = readValues(op.getMean());
  std::vector<double> variance = readValues(op.getVariance());
  Affine affine{readValues(op.getWeight()), readValues(op.getBias())};
  double epsilon = op.getEpsilon().convertToDouble();
  for (size_t c = 0; c < mean.size(); ++c) {
    affine.factor[c] /= std::sqrt(variance[c] + epsilon);
    affine.shift[c] -= mean[c] * affine.factor[c];
  }
  return affine;
}

/// Row c of the operand's values times factor[c].
static std::vector<double> scaled(OpOperand &operand, ArrayRef<double> factor) {
  std::vector<double> values = readValues(operand.get());
  size_t rowSize = factor.empty() ? 1 : values.size() / factor.size();
  for (size_t i = 0; i < values.size(); ++i)
    values[i] *= factor[i / rowSize];
  return values;
}

namespace {
/// batch_norm(f(linear(x, w, b))) -> bias_add(f(linear(x, s w, s b)), t), where
/// f commutes with a factor a channel.
struct FoldBatchNorm : OpRewritePattern<BatchNormOp> {
  FoldBatchNorm(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(BatchNormOp op,
                                PatternRewriter &rewriter) const override {
    ChannelOperands operands;
    if (const char *reason = collectFactors(op, operands))
      return rewriter.notifyMatchFailure(op, reason);
    Affine affine = toAffine(op);
    if (!fits(affine, operands))
      return rewriter.notifyMatchFailure(op, "a folded value is not finite");
    remark::passed(op.getLoc(), remarkOptions) << remark::add(
        "folded a batch normalisation of {0} channels", affine.factor.size());
    for (OpOperand *operand : operands)
      writeValues(rewriter, *operand, scaled(*operand, affine.factor));
    auto bias =
        rewriter.replaceOpWithNewOp<BiasAddOp>(op, op.getX(), op.getBias());
    writeValues(rewriter, bias.getBiasMutable(), affine.shift);
    ++count;
    return success();
  }

  static bool fits(const Affine &affine, const ChannelOperands &operands) {
    return fitsFloat(affine.factor) && fitsFloat(affine.shift) &&
           llvm::all_of(operands, [&](OpOperand *operand) {
             return fitsFloat(scaled(*operand, affine.factor));
           });
  }

  Pass::Statistic &count;
};
} // namespace

void fold::populateBatchNormPatterns(RewritePatternSet &patterns,
                                     Counters counters) {
  patterns.add<FoldBatchNorm>(patterns.getContext(), counters.batchNorms);
}

void fold::remarkMissedBatchNorms(Operation *root) {
  root->walk([](BatchNormOp op) {
    ChannelOperands operands;
    const char *reason = collectFactors(op, operands);
    remark::missed(op.getLoc(), remarkOptions)
        << remark::reason("batch normalisation stays: {0}",
                          reason ? reason : "a folded value is not finite");
  });
}
