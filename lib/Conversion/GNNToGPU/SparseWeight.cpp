//===- SparseWeight.cpp - Dense rows times a sparse weight ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductForm.h"
#include "SparseProductThread.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// With more weights than this share of them the dense product, which reads
/// each value of x from shared memory for four outputs, is faster.
static constexpr double maxWorthwhileDensity = 0.3;

namespace {
/// y[n, o] = b[o] + sum over stored w[o, i] of w[o, i] * x[n, i], with the rows
/// n in the lanes of warps, which all read the same stored weight.
struct SparseWeightKernel : ProductForm {
  /// Tried before the dense forms, which take what is not worth it.
  SparseWeightKernel(Converter &converter, MLIRContext *mlirContext,
                     KernelContext &context)
      : ProductForm(converter, mlirContext, context, "SparseWeight",
                    /*benefit=*/3) {}

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    FailureOr<ParameterValues> weight = getWeight(op, rewriter);
    if (failed(weight))
      return failure();
    Emitter e = kernelEmitter(op, rewriter);
    auto stored = StoredWeights::compress(*weight);
    SparseProduct product(
        stored, getChannels(op.getResult()), adaptor.getX().front(),
        StoredWeightConstants(e, context.constants, op.getWeight(), stored));
    return replace<SparseProductThread>(op, e, product, rewriter);
  }

private:
  FailureOr<ParameterValues> getWeight(LinearOp op,
                                       PatternRewriter &rewriter) const {
    if (isSparse(op.getX().getType()) || !isSparse(op.getWeight().getType()))
      return rewriter.notifyMatchFailure(op,
                                         "not dense rows by a sparse weight");
    if (failed(matchValues(op, rewriter)))
      return failure();
    FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
    if (failed(weight))
      return failure();
    int64_t size = weight->values.size();
    int64_t stored = size - llvm::count(weight->values, 0.0f);
    if (std::min(weight->dim(0), weight->dim(1)) <= SparseProduct::lanes)
      return decline(op, rewriter, "rows are narrow");
    if (stored > maxWorthwhileDensity * size)
      return decline(
          op, rewriter,
          llvm::formatv("{0} of {1} weights are not zero", stored, size));
    tellPassed(op, name,
               llvm::formatv("{0} of {1} weights stored", stored, size));
    return weight;
  }
};
} // namespace

void gnn::populateSparseWeightKernels(Patterns &patterns, Converter &converter,
                                      KernelContext &context) {
  patterns.add<SparseWeightKernel>(converter, patterns.getContext(), context);
}
