//===- FoldParameters.cpp - Arithmetic on trained values ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FoldParameters/Operands.h"
#include "FoldParameters/Patterns.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_FOLDPARAMETERS
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct FoldParameters : gnn::impl::FoldParametersBase<FoldParameters> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (failed(fold::checkParameters(module)))
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
