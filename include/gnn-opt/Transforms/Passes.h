//===- Passes.h - gnn -> gnn passes that do not prune --------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// createLoadParams(), createDecomposeLayers() and so on, their options, and
// registerGNNTransformsPasses(). Passes.td documents each pass.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_PASSES_H
#define GNN_OPT_TRANSFORMS_PASSES_H

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Pass/Pass.h"

namespace mlir::gnn {

#define GEN_PASS_DECL
#include "include/gnn-opt/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "include/gnn-opt/Transforms/Passes.h.inc"

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_PASSES_H
