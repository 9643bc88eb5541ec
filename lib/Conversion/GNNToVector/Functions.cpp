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
/// func @f(a) -> r   becomes   func @f(a', r'): a' the buffers of a, r' memory
/// that the caller has for r. The sources of a graph may have more memory than
/// there are edges.
struct FunctionLowering : OpConversionPattern<func::FuncOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(func::FuncOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    FunctionType type = op.getFunctionType();
    TypeConverter::SignatureConversion signature(type.getNumInputs());
    if (!llvm::hasSingleElement(op.getBody()))
      return op.emitOpError("expects one block but got ")
             << op.getBody().getBlocks().size();
    if (failed(getTypeConverter()->convertSignatureArgs(type.getInputs(),
                                                        signature)) ||
        failed(addResults(op, signature)))
      return failure();
    rewriter.applySignatureConversion(&op.front(), signature,
                                      getTypeConverter());
    rewriter.modifyOpInPlace(op, [&] {
      op.removeArgAttrsAttr();
      op.removeResAttrsAttr();
      op.setType(rewriter.getFunctionType(signature.getConvertedTypes(), {}));
      if (op.isPublic())
        op->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                    rewriter.getUnitAttr());
    });
    return success();
  }

private:
  LogicalResult
  addResults(func::FuncOp op,
             TypeConverter::SignatureConversion &signature) const {
    for (auto [index, result] : llvm::enumerate(op.getResultTypes())) {
      SmallVector<Type> buffers;
      if (!(isDenseFeatures(result) || isNodeScalars(result) ||
            isa<gnn::GraphType>(result)) ||
          failed(getTypeConverter()->convertType(result, buffers)))
        return op.emitOpError("expects result ")
               << index << " to be dense features, one value a node or a "
               << "graph, which the caller can have memory for, but got "
               << result;
      signature.addInputs(buffers);
    }
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
    auto type = cast<MemRefType>(from.getType());
    forEachRow(e, e.sizeOf(from), [&](Value row) {
      if (type.getRank() == 1)
        return e.store(e.load(from, row), to, row);
      lowering.tiles(type.getDimSize(1))
          .forEach(e, lowering.accumulators(), [&](ArrayRef<Piece> pieces) {
            for (const Piece &piece : pieces)
              e.store(e.loadVector(from, {row, piece.offset}, piece.lanes), to,
                      {row, piece.offset});
          });
    });
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
