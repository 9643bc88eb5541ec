//===- Passes.h - Passes that show an analysis ---------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// createPrintChannelGroups(), createPrintCost(), createPrintValueRanges(),
// their options, and registerGNNAnalysisPasses(). Passes.td documents each
// pass.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_PASSES_H
#define GNN_OPT_ANALYSIS_PASSES_H

#include "gnn-opt/Analysis/FeatureType.h"

#include "mlir/Pass/Pass.h"

namespace mlir::gnn {

#define GEN_PASS_DECL
#include "include/gnn-opt/Analysis/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "include/gnn-opt/Analysis/Passes.h.inc"

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_PASSES_H
