//===- Scores.h - Scores that read features, not their product --*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A score of one head is a dot product with each row, of which another product
// can be taken along:
//
//   head_dot(linear(x, w), a) = head_dot(x, w^T a)
//
// so that nothing but the aggregate reads the product, and it may go behind.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_REORDERAGGREGATION_SCORES_H
#define GNN_OPT_LIB_TRANSFORMS_REORDERAGGREGATION_SCORES_H

#include "gnn-opt/Analysis/Composition.h"

#include "mlir/IR/PatternMatch.h"

namespace mlir::gnn {

/// Whether the vectors that the scores would have are finite.
bool canReadFeatures(Composition composition);

/// Lets the scores of a composition read what its product reads.
void readFeatures(RewriterBase &rewriter, Composition composition);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_REORDERAGGREGATION_SCORES_H
