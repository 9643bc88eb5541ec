//===- CPULevels.h - Generations of x86-64 processors ----------*- C++ -*--===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_CPULEVELS_H
#define GNN_OPT_SUPPORT_CPULEVELS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>

namespace mlir::gnn {

/// A microarchitecture level of x86-64: every processor of a level runs the
/// code for those below.
struct CPULevel {
  /// LLVM's name for the processor.
  llvm::StringLiteral name;
  /// The psABI's number of the level.
  int32_t number;
  /// How many f32 the vectors of its code hold.
  int64_t vectorWidth;
};

/// Those that vectors differ in, lowest first.
llvm::ArrayRef<CPULevel> getCPULevels();

/// The level called `name`, or null.
const CPULevel *findCPULevel(llvm::StringRef name);

/// The levels with these names, lowest first. An error where there is none, one
/// is unknown, or one is named twice.
llvm::Expected<llvm::SmallVector<CPULevel>>
parseCPULevels(llvm::ArrayRef<llvm::StringRef> names);

/// The function of a module with versions that sets the level in use, 0 for the
/// best, and returns it: `(i32) -> i32`.
inline constexpr llvm::StringLiteral useCPUFunction = "gnn.use_cpu";

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_CPULEVELS_H
