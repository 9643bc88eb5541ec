//===- BlockWeight.cpp - Dense rows times a weight in blocks --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockProductThread.h"
#include "ProductForm.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// With more of the blocks than this the dense product is as fast: a block
/// costs what an input costs there, and the load of its place.
static constexpr double maxWorthwhileDensity = 0.9;

namespace {
/// y[n, o] = b[o] + sum over stored blocks (o, i) of w[o, i] * x[n, i]. The
/// threads of a warp read the weights of a block side by side, and share them
/// between rows.
struct BlockWeightKernel : ProductForm {
  /// Tried before the unstructured form, which takes what is not worth it.
  BlockWeightKernel(Converter &converter, MLIRContext *mlirContext,
                    KernelContext &context)
      : ProductForm(converter, mlirContext, context, "BlockWeight",
                    /*benefit=*/4) {}

  LogicalResult
  matchAndRewrite(LinearOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    FailureOr<StoredWeights> stored = getBlocks(op, rewriter);
    if (failed(stored))
      return failure();
    Emitter e = kernelEmitter(op, rewriter);
    BlockProduct product(
        *stored, getChannels(op.getResult()), adaptor.getX().front(),
        StoredWeightConstants(e, context.constants, op.getWeight(), *stored));
    return replace<BlockProductThread>(op, e, product, rewriter);
  }

private:
  FailureOr<StoredWeights> getBlocks(LinearOp op,
                                     PatternRewriter &rewriter) const {
    auto type = cast<RankedTensorType>(op.getWeight().getType());
    auto block = dyn_cast_or_null<BlockAttr>(type.getEncoding());
    if (isSparse(op.getX().getType()) || !block)
      return rewriter.notifyMatchFailure(op,
                                         "not dense rows by blocks of weights");
    if (failed(matchValues(op, rewriter)) ||
        failed(matchShape(op, type, block, rewriter)))
      return failure();
    FailureOr<ParameterValues> weight = readParameter(op, op.getWeight());
    if (failed(weight))
      return failure();
    return compress(op, *weight, block.getOutputs(), rewriter);
  }

  LogicalResult matchShape(LinearOp op, RankedTensorType weight,
                           BlockAttr block, PatternRewriter &rewriter) const {
    int64_t outputs = block.getOutputs();
    if (outputs != 8 && outputs != 16)
      return decline(
          op, rewriter,
          llvm::formatv("blocks have {0} outputs, not 8 or 16", outputs));
    if (std::min(weight.getDimSize(0), weight.getDimSize(1)) <=
        BlockProduct::lanes)
      return decline(op, rewriter, "rows are narrow");
    return success();
  }

  FailureOr<StoredWeights> compress(LinearOp op, const ParameterValues &weight,
                                    int64_t outputs,
                                    PatternRewriter &rewriter) const {
    auto stored = StoredWeights::compress(weight, outputs);
    std::string count =
        llvm::formatv("{0} of {1} blocks", stored.positions.size(),
                      stored.panels * stored.inputs);
    if (stored.density() > maxWorthwhileDensity)
      return decline(op, rewriter, count + " are not zero");
    tellPassed(op, name, count + " stored");
    return stored;
  }
};
} // namespace

void gnn::populateBlockWeightKernels(Patterns &patterns, Converter &converter,
                                     KernelContext &context) {
  patterns.add<BlockWeightKernel>(converter, patterns.getContext(), context);
}
