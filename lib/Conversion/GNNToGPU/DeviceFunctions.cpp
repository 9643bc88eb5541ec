//===- DeviceFunctions.cpp - Functions on buffers of the device -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelLowering.h"

#include "gnn-opt/Conversion/Lowering/Functions.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct DeviceFunctionLowering : OpConversionPattern<func::FuncOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(func::FuncOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    for (auto [index, result] : llvm::enumerate(op.getResultTypes()))
      if (isa<gnn::GraphType>(result))
        return op.emitOpError("expects result ")
               << index << " to be dense features or one value a node, which "
               << "the caller can have memory for, but got " << result;
    return convertFunction(op, *getTypeConverter(), rewriter);
  }
};

/// What was not computed in the caller's memory is copied there.
struct DeviceReturnLowering : OpConversionPattern<func::ReturnOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(func::ReturnOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    auto arguments = op->getParentOfType<func::FuncOp>().getArguments();
    auto outs = arguments.take_back(op.getNumOperands());
    for (auto [result, out] : llvm::zip(adaptor.getOperands(), outs))
      if (result.front() != out)
        gpu::MemcpyOp::create(rewriter, op.getLoc(), TypeRange(), ValueRange(),
                              out, result.front());
    rewriter.replaceOpWithNewOp<func::ReturnOp>(op);
    return success();
  }
};
} // namespace

void gnn::populateDeviceFunctionPatterns(Patterns &patterns,
                                         Converter &converter,
                                         KernelContext &context) {
  patterns.add<DeviceFunctionLowering, DeviceReturnLowering>(
      converter, patterns.getContext());
}
