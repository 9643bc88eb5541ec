//===- TensorProduct.cpp - Dense products by tensor cores -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorProductThread.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// Fewer inputs would leave most of a step empty.
static constexpr int64_t minInputs = 8;
static void tell(LinearOp op, StringRef passName, bool passed, StringRef name,
                 const std::string &reason) {
  auto options = remark::RemarkOpts::name(name).category(passName);
  if (passed)
    remark::passed(op.getLoc(), options) << remark::add("{0}", reason);
  else
    remark::missed(op.getLoc(), options) << remark::reason("{0}", reason);
}

namespace {
/// y[n, o] = b[o] + sum over i of x[n, i] * w[o, i], the factors rounded.
struct TensorProductKernel : KernelLowering<LinearOp> {
  /// Tried behind the unstructured form and before the one in f32.
  TensorProductKernel(Converter &converter, MLIRContext *mlirContext,
                      KernelContext &context)
      : KernelLowering(converter, mlirContext, context, /*benefit=*/2) {}

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    FailureOr<ParameterValues> weight = getWeight(op, rewriter);
    if (failed(weight))
      return failure();
    Emitter e = kernelEmitter(op, rewriter);
    MatrixInstruction instruction = choose(op, *weight);
    TensorProduct product(e, context, op, adaptor.getX().front(),
                          WeightFragments(*weight, instruction), instruction);
    if (failed(context.constants.getBias(e, op, op.getBias(), product.bias)))
      return failure();
    Value numRows = e.sizeOf(product.x);
    auto writer = KernelRowWriter::behind(op, numRows, e, rewriter, context);
    if (failed(writer))
      return failure();
    emit(op, e, product, numRows, *writer);
    writer->replace(op, rewriter);
    return success();
  }

private:
  FailureOr<ParameterValues>
  getWeight(LinearOp op, ConversionPatternRewriter &rewriter) const {
    ml_program::GlobalOp parameter = getParameter(op.getWeight());
    if (isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are sparse");
    if (!parameter || !hasParameterValues(parameter))
      return rewriter.notifyMatchFailure(op,
                                         "the f32 form tells what is wrong");
    if (getChannels(op.getX()) >= minInputs)
      return readParameter(op, op.getWeight());
    std::string reason = llvm::formatv(
        "rows of {0} inputs are multiplied in f32", getChannels(op.getX()));
    tell(op, context.passName, /*passed=*/false, "TensorProduct", reason);
    return rewriter.notifyMatchFailure(op, reason);
  }

  MatrixInstruction choose(LinearOp op, const ParameterValues &weight) const {
    bool isBF16 = context.matmul == MatmulPrecision::BF16;
    bool skips = hasTwoOfFour(weight);
    if (skips)
      tell(op, context.passName, /*passed=*/isBF16, "TwoOfFourWeight",
           isBF16 ? "2 of 4 weights multiplied"
                  : "tf32 products take every weight; matmul=bf16 skips 2 of "
                    "4");
    tell(op, context.passName, /*passed=*/true, "TensorProduct",
         llvm::formatv("factors rounded to {0}", getName(context.matmul)));
    return {context.matmul, isBF16 && skips};
  }

  void emit(LinearOp op, Emitter &e, const TensorProduct &product,
            Value numRows, const KernelRowWriter &writer) const {
    Type shared = sharedMemory({TensorProduct::blockRows,
                                product.columns() + TensorProduct::rowPadding},
                               e.getF32Type());
    Value blocks = e.dividedBy(e.plus(numRows, TensorProduct::blockRows - 1),
                               TensorProduct::blockRows);
    launch(
        e, context, op, {blocks, product.blocks},
        [&](const Thread &thread) {
          TensorProductThread code(e, product, thread);
          code.write(writer, code.multiply());
        },
        shared);
  }
};
} // namespace

void gnn::populateTensorProductKernels(Patterns &patterns, Converter &converter,
                                       KernelContext &context) {
  if (context.matmul != MatmulPrecision::F32)
    patterns.add<TensorProductKernel>(converter, patterns.getContext(),
                                      context);
}
