//===- LowerKernelMath.cpp - Functions of f32 that GPUs have --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/ToNVVM/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

#include "llvm/Support/MathExtras.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_LOWERKERNELMATH
#include "gnn-opt/Conversion/ToNVVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static bool isSingle(Type type) { return getElementTypeOrSelf(type).isF32(); }

static Value callIntrinsic(ImplicitLocOpBuilder &b, StringRef name, Type type,
                           ValueRange operands) {
  return LLVM::CallIntrinsicOp::create(b, type, b.getStringAttr(name), operands)
      .getResult(0);
}

/// `compute` for each element of `x`, a scalar or a vector.
static Value forEachElement(ImplicitLocOpBuilder &b, Value x,
                            function_ref<Value(Value)> compute) {
  auto type = dyn_cast<VectorType>(x.getType());
  if (!type)
    return compute(x);
  SmallVector<Value> elements;
  for (int64_t lane = 0; lane < type.getNumElements(); ++lane)
    elements.push_back(compute(
        vector::ExtractOp::create(b, x, ArrayRef<int64_t>(lane)).getResult()));
  return vector::FromElementsOp::create(b, type, elements);
}

namespace {
/// exp(x) = 2^(x log2 e). Results below the normal numbers are 0.
struct LowerExp : OpRewritePattern<math::ExpOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::ExpOp op,
                                PatternRewriter &rewriter) const override {
    auto vector = dyn_cast<VectorType>(op.getType());
    if (!isSingle(op.getType()) || (vector && vector.getRank() != 1))
      return rewriter.notifyMatchFailure(op, "expected f32 or a vector of it");
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Type f32 = b.getF32Type();
    Value log2E = arith::ConstantOp::create(
        b, b.getF32FloatAttr(1.0 / llvm::numbers::ln2));
    rewriter.replaceOp(op, forEachElement(b, op.getOperand(), [&](Value x) {
                         Value exponent = arith::MulFOp::create(b, x, log2E);
                         return callIntrinsic(b, "llvm.nvvm.ex2.approx.ftz",
                                              f32, exponent);
                       }));
    return success();
  }
};

/// A function that is an LLVM intrinsic of the same operands.
template <typename MathOp> struct LowerToIntrinsic : OpRewritePattern<MathOp> {
  LowerToIntrinsic(MLIRContext *context, StringRef intrinsic)
      : OpRewritePattern<MathOp>(context), intrinsic(intrinsic) {}

  LogicalResult matchAndRewrite(MathOp op,
                                PatternRewriter &rewriter) const override {
    if (!isSingle(op.getType()))
      return rewriter.notifyMatchFailure(op, "expected f32");
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(
        op, callIntrinsic(b, intrinsic, op.getType(), op->getOperands()));
    return success();
  }

  StringRef intrinsic;
};

struct LowerKernelMath : gnn::impl::LowerKernelMathBase<LowerKernelMath> {
  void runOnOperation() override {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    patterns.add<LowerExp>(context);
    patterns.add<LowerToIntrinsic<math::SqrtOp>>(context, "llvm.sqrt");
    patterns.add<LowerToIntrinsic<math::FmaOp>>(context, "llvm.fma");
    patterns.add<LowerToIntrinsic<math::AbsFOp>>(context, "llvm.fabs");
    patterns.add<LowerToIntrinsic<math::FloorOp>>(context, "llvm.floor");
    patterns.add<LowerToIntrinsic<math::CeilOp>>(context, "llvm.ceil");
    patterns.add<LowerToIntrinsic<math::CopySignOp>>(context, "llvm.copysign");
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
