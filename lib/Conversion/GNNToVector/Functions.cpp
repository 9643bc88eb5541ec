//===- Functions.cpp - Results as arguments of the caller -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowLoops.h"
#include "RowWriter.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct FunctionLowering : OpConversionPattern<func::FuncOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(func::FuncOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (failed(convertFunction(op, *getTypeConverter(), rewriter)))
      return failure();
    if (op.isPublic())
      rewriter.modifyOpInPlace(op, [&] {
        op->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                    rewriter.getUnitAttr());
      });
    return success();
  }
};

/// What was not computed in the caller's memory is copied there.
struct ReturnLowering : OpConversionPattern<func::ReturnOp> {
  ReturnLowering(Converter &converter, MLIRContext *context,
                 LoweringContext &lowering)
      : OpConversionPattern(converter, context), lowering(lowering) {}

  LogicalResult
  matchAndRewrite(func::ReturnOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Emitter e(op.getLoc(), rewriter);
    for (auto [index, results] : llvm::enumerate(adaptor.getOperands()))
      for (auto [result, out] :
           llvm::zip_equal(results, getOutParameters(op, index)))
        if (result != out)
          copy(e, result, out);
    rewriter.replaceOpWithNewOp<func::ReturnOp>(op);
    return success();
  }

private:
  void copy(Emitter &e, Value from, Value to) const {
    if (cast<MemRefType>(from.getType()).getRank() == 2)
      return copyRows(e, from, to, lowering);
    forEachRow(e, e.sizeOf(from),
               [&](Value row) { e.store(e.load(from, row), to, row); });
  }

  LoweringContext &lowering;
};
} // namespace

void gnn::populateFunctionPatterns(RewritePatternSet &patterns,
                                   Converter &converter,
                                   LoweringContext &lowering) {
  patterns.add<FunctionLowering>(converter, patterns.getContext());
  patterns.add<ReturnLowering>(converter, patterns.getContext(), lowering);
}
