//===- ElementwiseChain.h - Ops that join the one before --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_ELEMENTWISECHAIN_H
#define GNN_OPT_ANALYSIS_ELEMENTWISECHAIN_H

#include "gnn-opt/Dialect/GNN/Interfaces.h"

#include "llvm/ADT/DenseSet.h"

namespace mlir::gnn {

/// Ops whose rows are computed beside those of another op's chain that reads
/// them: these rows are known there, wherever the op stands.
using JoinedOps = DenseSet<Operation *>;

/// Whether `operand` dominates `op` as they stand in their block.
bool isKnownBefore(Operation *op, Value operand);

/// The elementwise op that can be computed on the rows of `running` while
/// `root` writes them: the only reader, of the same type, its other operands
/// known before `root` or joined. Null where there is none, and for a joined
/// `root`.
ElementwiseOpInterface getFusibleReader(Operation *root, Value running,
                                        const JoinedOps &joined = {});

/// The op on whose rows `op` is computed: `op` itself unless it joins a chain.
Operation *getChainRoot(Operation *op, const JoinedOps &joined = {});

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_ELEMENTWISECHAIN_H
