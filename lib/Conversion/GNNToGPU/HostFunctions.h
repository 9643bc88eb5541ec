//===- HostFunctions.h - Entry points for buffers of the host - -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_HOSTFUNCTIONS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_HOSTFUNCTIONS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {

/// A public function that is lowered for the device, and the type that it had
/// in the gnn dialect.
struct DeviceEntry {
  func::FuncOp function;
  FunctionType modelType;
};

/// Renames the function to `NAME_on_device`, or to the first of
/// `NAME_on_device_0`, ... that nothing is called, and makes a function `NAME`
/// that takes what the CPU's takes: it copies its arguments to the device,
/// calls the other, and copies the results back.
LogicalResult addHostFunction(const DeviceEntry &entry);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_HOSTFUNCTIONS_H
