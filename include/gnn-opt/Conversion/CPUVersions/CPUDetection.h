//===- CPUDetection.h - Which processor the code runs on, as IR -*- C++
//-*--===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_CPUVERSIONS_CPUDETECTION_H
#define GNN_OPT_CONVERSION_CPUVERSIONS_CPUDETECTION_H

#include "gnn-opt/Support/CPULevels.h"

#include "mlir/IR/BuiltinOps.h"

namespace mlir::gnn {

/// The function that the level in use is asked from: `() -> i32`.
inline constexpr llvm::StringLiteral currentCPUFunction = "gnn.current_cpu";
/// The decision alone, for processors that are described by their registers:
/// `(leaf 1 ecx, leaf 7 ebx, leaf 0x80000001 ecx, xcr0) -> i32`.
inline constexpr llvm::StringLiteral levelOfCPUFunction = "gnn.level_of_cpu";

/// Adds these functions and useCPUFunction, and what they call, to a module
/// with versions for `levels`, lowest first. An error where one of the symbols
/// is taken.
LogicalResult addCPUDetection(ModuleOp module, ArrayRef<CPULevel> levels);

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_CPUVERSIONS_CPUDETECTION_H
