//===- CaptureOriginal.h - The model before pruning -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_CAPTUREORIGINAL_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_CAPTUREORIGINAL_H

#include "gnn-opt/Support/OriginalModel.h"

#include "mlir/IR/BuiltinOps.h"

namespace mlir::gnn {

/// The groups and parameters of `module` as it is. Where `gnn.channels` tells
/// of removals that no ledger has, indices are those before them, and what is
/// gone is in no group. Errors: `gnn.channels` does not fit.
FailureOr<OriginalModel> captureOriginal(ModuleOp module);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_CAPTUREORIGINAL_H
