//===- ObjectEmitter.h - From the LLVM dialect to a file ------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_OBJECTEMITTER_H
#define GNN_OPT_EXECUTION_OBJECTEMITTER_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace llvm {
class TargetMachine;
}

namespace mlir::gnn {

/// What a compiled module is written as.
enum class EmitKind { Object, Shared, LLVM, Bitcode, Assembly };

/// A processor to compile for: an LLVM CPU name and features.
struct CPUTarget {
  std::string cpu;
  std::string features;
  /// How many f32 the vectors of its code hold.
  unsigned vectorWidth;
  /// Processors that functions have versions for, lowest first; one alone needs
  /// none.
  std::vector<std::string> versions = {};

  /// What is compiled for, as the user names it.
  std::string getName() const;
};

/// The processor called `name`: `host`, `x86-64`, `x86-64-v3` (AVX2),
/// `x86-64-v4` (AVX-512), several of the last three with commas between them,
/// or `portable` for all three. An error lists the names.
llvm::Expected<CPUTarget> getCPUTarget(llvm::StringRef name);

/// A position-independent small-code-model target machine.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(const CPUTarget &target);

/// Optimises a module of the LLVM dialect and writes it to `path`, whole or not
/// at all. A shared library is linked by the system's C compiler driver with
/// libomp and libm.
llvm::Error emitModule(ModuleOp module, const CPUTarget &target, EmitKind kind,
                       llvm::StringRef path);

/// What the kernels of a module are written as.
enum class KernelFormat { PTX, Cubin, Fatbin };

/// What `gpu-module-to-binary` calls the format.
llvm::StringRef getFormatName(KernelFormat format);

/// Writes the kernels of a lowered module, the object of its `gpu.binary`, to
/// `path`, whole or not at all.
llvm::Error emitKernels(ModuleOp module, llvm::StringRef path);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_OBJECTEMITTER_H
