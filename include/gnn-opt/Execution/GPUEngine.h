//===- GPUEngine.h - A model on a GPU as an engine --------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_GPUENGINE_H
#define GNN_OPT_EXECUTION_GPUENGINE_H

#include "gnn-opt/Execution/Engine.h"

#include "mlir/IR/BuiltinOps.h"

#include <memory>

namespace mlir::gnn {

/// Finds the functions of a CUDA driver by name; null means the system's.
using DriverLookup = void *(*)(const char *symbol);

/// The chip to compile for on this machine's GPU, such as `sm_90`: the newest
/// that the pipelines know and the GPU can run. An error in words where there
/// is no driver or no GPU, or where it is too old.
llvm::Expected<std::string> getGPUChip(DriverLookup lookup);

/// An engine for a module whose host side is lowered and whose kernels are
/// data, for a driver that takes them. One at a time in a process. Otherwise as
/// createJITEngine().
llvm::Expected<std::unique_ptr<Engine>>
createGPUEngine(ModuleOp lowered, const Signature &signature,
                DriverLookup lookup);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_GPUENGINE_H
