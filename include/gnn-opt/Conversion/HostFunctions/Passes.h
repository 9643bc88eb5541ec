//===- Passes.h - Functions around lowered models ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_HOSTFUNCTIONS_PASSES_H
#define GNN_OPT_CONVERSION_HOSTFUNCTIONS_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::gnn {

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "gnn-opt/Conversion/HostFunctions/Passes.h.inc"

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_HOSTFUNCTIONS_PASSES_H
