//===- Passes.h - Pruning and elimination passes -------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// createPruneWeights(), createPruneChannels(), createEliminateDeadNeurons(),
// their options, and registerGNNPruningPasses(). PruningPasses.td documents
// each pass.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_PRUNING_PASSES_H
#define GNN_OPT_TRANSFORMS_PRUNING_PASSES_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Pass/Pass.h"

#include <limits>

namespace mlir::gnn {

#define GEN_PASS_DECL
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"

#define GEN_PASS_REGISTRATION
#include "include/gnn-opt/Transforms/PruningPasses.h.inc"

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_PRUNING_PASSES_H
