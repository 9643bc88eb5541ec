//===- Passes.h - From gnn to loops over vectors -------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_GNNTOVECTOR_PASSES_H
#define GNN_OPT_CONVERSION_GNNTOVECTOR_PASSES_H

#include "gnn-opt/Analysis/FeatureType.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::gnn {

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "gnn-opt/Conversion/GNNToVector/Passes.h.inc"

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_GNNTOVECTOR_PASSES_H
