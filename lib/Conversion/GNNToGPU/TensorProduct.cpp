//===- TensorProduct.cpp - Dense products by tensor cores -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductForm.h"
#include "TensorProductThread.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// Fewer inputs would leave most of a step empty.
static constexpr int64_t minInputs = 8;

namespace {
/// y[n, o] = b[o] + sum over i of x[n, i] * w[o, i], the factors rounded.
struct TensorProductKernel : ProductForm {
  /// Tried behind the unstructured form and before the one in f32.
  TensorProductKernel(Converter &converter, MLIRContext *mlirContext,
                      KernelContext &context)
      : ProductForm(converter, mlirContext, context, "TensorProduct",
                    /*benefit=*/2) {}

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
    return replace<TensorProductThread>(op, e, product, rewriter);
  }

private:
  FailureOr<ParameterValues> getWeight(LinearOp op,
                                       PatternRewriter &rewriter) const {
    if (isSparse(op.getX().getType()))
      return rewriter.notifyMatchFailure(op, "features are sparse");
    if (failed(matchValues(op, rewriter)))
      return failure();
    int64_t inputs = getChannels(op.getX());
    if (inputs < minInputs)
      return decline(
          op, rewriter,
          llvm::formatv("rows of {0} inputs are multiplied in f32", inputs));
    return readParameter(op, op.getWeight());
  }

  MatrixInstruction choose(LinearOp op, const ParameterValues &weight) const {
    bool isTwoOfFour = hasTwoOfFour(weight);
    bool skips = isTwoOfFour && context.matmul == MatmulPrecision::BF16;
    if (skips)
      tellPassed(op, "TwoOfFourWeight", "2 of 4 weights multiplied");
    else if (isTwoOfFour)
      tellMissed(op, "TwoOfFourWeight",
                 "tf32 products take every weight; matmul=bf16 skips 2 of 4");
    tellPassed(
        op, name,
        llvm::formatv("factors rounded to {0}", getName(context.matmul)));
    return {context.matmul, skips};
  }
};
} // namespace

void gnn::populateTensorProductKernels(Patterns &patterns, Converter &converter,
                                       KernelContext &context) {
  if (context.matmul != MatmulPrecision::F32)
    patterns.add<TensorProductKernel>(converter, patterns.getContext(),
                                      context);
}
