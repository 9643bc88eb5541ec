//===- KernelData.h - Kernels as data of the object file --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_KERNELDATA_H
#define GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_KERNELDATA_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::gnn {

/// Writes the image of `binary` and a `gnn_gpu_module` that points to it, the
/// global `NAME_module`. Fails with an error where it holds no object to load.
LogicalResult createKernelData(gpu::BinaryOp binary);

/// The symbol of the `gnn_gpu_module` of the binary of this name.
std::string getModuleSymbol(StringRef binary);

/// The address of a string that ends with a zero, in the object file once.
Value createString(OpBuilder &builder, Location loc, ModuleOp module,
                   StringRef symbol, StringRef text);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GPUTORUNTIME_KERNELDATA_H
