//===- FoldParameters.cpp - Arithmetic on trained values ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FoldParameters/Patterns.h"

#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_FOLDPARAMETERS
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// A blob or a record of channels that does not fit its type is the user's
/// error, found before anything is changed.
static LogicalResult checkParameters(ModuleOp module) {
  for (ml_program::GlobalOp parameter : getParameters(module))
    if ((hasParameterValues(parameter) &&
         failed(getParameterValues(parameter))) ||
        failed(OriginalChannels::read(parameter)))
      return failure();
  return success();
}

namespace {
struct FoldParameters : gnn::impl::FoldParametersBase<FoldParameters> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (failed(checkParameters(module)))
      return signalPassFailure();
    fold::Counters counters{numBatchNorms, numLinears, numTransposes};
    RewritePatternSet patterns(&getContext());
    fold::populateBatchNormPatterns(patterns, counters);
    fold::populateBiasPatterns(patterns);
    fold::populateLinearPatterns(patterns, counters);
    fold::populateTransposePatterns(patterns, counters);
    if (failed(applyPatternsGreedily(module, std::move(patterns))))
      return signalPassFailure();
    fold::remarkMissedBatchNorms(module);
    fold::remarkMissedLinears(module);
    fold::remarkMissedTransposes(module);
  }
};
} // namespace
