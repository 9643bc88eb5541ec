//===- Patterns.h - The rewrites of gnn-fold-parameters ------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_FOLDPARAMETERS_PATTERNS_H
#define GNN_OPT_LIB_TRANSFORMS_FOLDPARAMETERS_PATTERNS_H

#include "gnn-opt/Transforms/Passes.h"

#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"

namespace mlir::gnn::fold {

/// What the patterns count.
struct Counters {
  Pass::Statistic &batchNorms;
  Pass::Statistic &linears;
  Pass::Statistic &transposes;
};

inline constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("FoldParameters").category("gnn-fold-parameters");

void populateBatchNormPatterns(RewritePatternSet &patterns, Counters counters);
void populateBiasPatterns(RewritePatternSet &patterns);
void populateLinearPatterns(RewritePatternSet &patterns, Counters counters);
void populateTransposePatterns(RewritePatternSet &patterns, Counters counters);

/// A missed remark for each op under `root` that could not be folded. Right
/// after the patterns have been applied to the end.
void remarkMissedBatchNorms(Operation *root);
void remarkMissedLinears(Operation *root);
void remarkMissedTransposes(Operation *root);

} // namespace mlir::gnn::fold

#endif // GNN_OPT_LIB_TRANSFORMS_FOLDPARAMETERS_PATTERNS_H
