//===- Gathers.h - Which features are read by edges -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_GATHERS_H
#define GNN_OPT_ANALYSIS_GATHERS_H

#include "mlir/IR/Operation.h"

namespace mlir::gnn {

/// Whether rows are read in the order of edges, each once for every edge.
bool isGather(OpOperand &use);

/// Whether features are read in no other way, but for a node's own row that is
/// added to what was gathered: they are stored as bf16 from the start where
/// gathered features are. Others are copied for each gather.
bool isOnlyGathered(Value features);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_GATHERS_H
