//===- UseCPUFunction.h - Choosing a version from C ------------*- C++ -*--===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_CINTERFACE_USECPUFUNCTION_H
#define GNN_OPT_LIB_CONVERSION_CINTERFACE_USECPUFUNCTION_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::gnn {

/// MODEL_use_cpu, where gnn-dispatch-cpu-versions left a function for it.
LogicalResult exportUseCPU(ModuleOp module);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_CINTERFACE_USECPUFUNCTION_H
