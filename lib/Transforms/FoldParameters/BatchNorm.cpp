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

static bool isLinearReduction(ReductionKind kind) {
  return kind == ReductionKind::sum || kind == ReductionKind::mean;
}

namespace {
/// The operands to multiply with a factor a channel so that a value is
/// multiplied with it.
class FactorOperands {
public:
  /// Each with the channels of the value as its dimension 0.
  SmallVector<OpOperand *> operands;

  /// Null, or why there are none for what `op` normalises.
  const char *collect(BatchNormOp op) {
    if (const char *reason = whyNotConstant(op->getOperands().drop_front()))
      return reason;
    if (const char *reason = collect(op.getX()))
      return reason;
    bool areReadElsewhere = llvm::any_of(readers, [](auto entry) {
      auto [value, found] = entry;
      return found < value.getNumUses();
    });
    return areReadElsewhere ? "what it normalises has another reader" : nullptr;
  }

private:
  /// Of a value that is read several times, such as a product that GIN sums up
  /// and adds to the sum, once all its readers were met.
  const char *collect(Value value) {
    Operation *op = value.getDefiningOp();
    if (!op)
      return "its input comes from outside";
    if (++readers[value] < value.getNumUses())
      return nullptr;
    return llvm::TypeSwitch<Operation *, const char *>(op)
        .Case([&](LinearOp linear) {
          const char *reason = take(linear.getWeightMutable());
          if (!reason && linear.getBias())
            reason = take(linear.getBiasMutable()[0]);
          return reason;
        })
        .Case([&](BiasAddOp bias) {
          const char *reason = take(bias.getBiasMutable());
          return reason ? reason : collect(bias.getX());
        })
        .Case<AddOp, AddScaledOp>([&](auto sum) {
          const char *reason = collect(sum.getX());
          return reason ? reason : collect(sum.getY());
        })
        .Case([&](ScaleRowsOp scale) { return collect(scale.getX()); })
        .Case([&](AggregateOp aggregate) {
          return isLinearReduction(aggregate.getReduction())
                     ? collect(aggregate.getX())
                     : "an aggregate before it is neither sum nor mean";
        })
        .Default("no linear layer comes before it");
  }

  const char *take(OpOperand &operand) {
    operands.push_back(&operand);
    return whyNotConstant(operand.get());
  }

  llvm::DenseMap<Value, unsigned> readers;
};
} // namespace

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
    FactorOperands factors;
    if (const char *reason = factors.collect(op))
      return rewriter.notifyMatchFailure(op, reason);
    ArrayRef<OpOperand *> operands = factors.operands;
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

  static bool fits(const Affine &affine, ArrayRef<OpOperand *> operands) {
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
    const char *reason = FactorOperands().collect(op);
    remark::missed(op.getLoc(), remarkOptions)
        << remark::reason("batch normalisation stays: {0}",
                          reason ? reason : "a folded value is not finite");
  });
}
