//===- Intrinsics.h - NVVM intrinsics and what emulates them ----*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_GPUEMULATOR_INTRINSICS_H
#define GNN_OPT_LIB_EXECUTION_GPUEMULATOR_INTRINSICS_H

#include "Thread.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace mlir::gnn::emulator {

/// An instruction of the GPU: a function of LLVM IR, and how it is emulated.
struct EmulatedIntrinsic {
  enum class Kind {
    /// A C function of the same type; for a result that is a vector, of an
    /// integer of its size.
    Plain,
    /// A C function that also takes the site, last.
    Placed,
    /// The same; it reads at this site, and writes at the next one.
    Copy,
    /// A WarpFunction for the lanes of the operand `maskOperand`.
    Warp,
  };
  /// All lanes of the warp must come.
  static constexpr int allLanes = -1;

  llvm::StringRef name;
  Kind kind;
  void *function;
  int maskOperand = allLanes;
};

template <typename Function>
EmulatedIntrinsic plain(llvm::StringRef name, Function *function) {
  return {name, EmulatedIntrinsic::Kind::Plain,
          reinterpret_cast<void *>(function)};
}
template <typename Function>
EmulatedIntrinsic placed(llvm::StringRef name, Function *function) {
  return {name, EmulatedIntrinsic::Kind::Placed,
          reinterpret_cast<void *>(function)};
}
template <typename Function>
EmulatedIntrinsic copy(llvm::StringRef name, Function *function) {
  return {name, EmulatedIntrinsic::Kind::Copy,
          reinterpret_cast<void *>(function)};
}
inline EmulatedIntrinsic warp(llvm::StringRef name, WarpFunction function,
                              int maskOperand) {
  return {name, EmulatedIntrinsic::Kind::Warp,
          reinterpret_cast<void *>(function), maskOperand};
}

/// Null for a name that the emulator does not know.
const EmulatedIntrinsic *findIntrinsic(llvm::StringRef name);

// By family, one file each.
llvm::ArrayRef<EmulatedIntrinsic> getIndexIntrinsics();
llvm::ArrayRef<EmulatedIntrinsic> getSynchronizationIntrinsics();
llvm::ArrayRef<EmulatedIntrinsic> getMathIntrinsics();
llvm::ArrayRef<EmulatedIntrinsic> getShuffleIntrinsics();
llvm::ArrayRef<EmulatedIntrinsic> getVoteIntrinsics();
llvm::ArrayRef<EmulatedIntrinsic> getAsyncCopyIntrinsics();
llvm::ArrayRef<EmulatedIntrinsic> getMatrixIntrinsics();
llvm::ArrayRef<EmulatedIntrinsic> getRoundingIntrinsics();

/// What the code that binds intrinsics calls itself.
struct EmulatorFunction {
  llvm::StringRef name;
  void *function;
};
llvm::ArrayRef<EmulatorFunction> getEmulatorFunctions();

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_LIB_EXECUTION_GPUEMULATOR_INTRINSICS_H
