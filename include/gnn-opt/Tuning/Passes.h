//===- Passes.h - Passes that run the model to decide ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// createCalibrate() and so on, their options, and registerGNNTuningPasses().
// Passes.td documents each pass.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TUNING_PASSES_H
#define GNN_OPT_TUNING_PASSES_H

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Pass/Pass.h"

namespace mlir::gnn {

#define GEN_PASS_DECL
#include "include/gnn-opt/Tuning/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "include/gnn-opt/Tuning/Passes.h.inc"

} // namespace mlir::gnn

#endif // GNN_OPT_TUNING_PASSES_H
