//===- JIT.h - Compile a lowered module in memory and run it -- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_JIT_H
#define GNN_OPT_EXECUTION_JIT_H

#include "gnn-opt/Execution/Engine.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <memory>

namespace mlir {
class ExecutionEngine;
}

namespace mlir::gnn {

struct CPUTarget;

/// A buffer as compiled code takes it: MLIR's memref descriptor of rank 1 or 2.
/// Borrows the memory.
class Buffer {
public:
  /// `memref<?xT>`
  template <typename Element>
  static Buffer vector(const Element *data, int64_t size) {
    return Buffer(data, {size, 1});
  }
  /// `memref<?xCxf32, strided<[?, 1]>>`, rows `stride` elements apart.
  static Buffer rows(const float *data, int64_t rows, int64_t columns,
                     int64_t stride) {
    return Buffer(data, {rows, columns, stride, 1});
  }

private:
  Buffer(const void *data, std::initializer_list<int64_t> extents);

  // Read by compiled code only.
  [[maybe_unused]] const void *allocated;
  [[maybe_unused]] const void *aligned;
  [[maybe_unused]] int64_t offset = 0;
  /// Sizes, then strides.
  int64_t extents[4] = {};
};

/// What compiled code may call beside the functions of the process.
struct RuntimeLibrary {
  struct Symbol {
    llvm::StringRef name;
    void *address;
  };
  llvm::ArrayRef<Symbol> symbols;
  /// In words, why a function has just returned a status that is not 0.
  const char *(*getError)() = nullptr;
};

/// Machine code of a module that `gnn-to-cpu-pipeline` lowered.
class CompiledModule {
public:
  /// Compiles with -O3 for the processor of this machine, or for `target`. An
  /// error where the module holds what does not translate.
  static llvm::Expected<std::unique_ptr<CompiledModule>>
  create(ModuleOp lowered, const RuntimeLibrary &library = {},
         const CPUTarget *target = nullptr);
  ~CompiledModule();

  /// Calls a public function with the buffers of its arguments in order, those
  /// of its results last. Memory of results must not overlap with arguments.
  /// `threads` = 0 leaves the number to OpenMP. An error where the module has
  /// no such function, or where it returns a status that is not 0; buffers that
  /// do not fit are not noticed.
  llvm::Error call(llvm::StringRef function,
                   llvm::MutableArrayRef<Buffer> arguments,
                   unsigned threads = 0);

private:
  CompiledModule(std::unique_ptr<ExecutionEngine> engine,
                 const char *(*getError)());

  std::unique_ptr<ExecutionEngine> engine;
  const char *(*getError)();
};

/// An engine for the function that `signature` describes, read from it before
/// the module was lowered. `gnn-record-signature` must have run before the
/// lowering: it says how many rows the result has. Errors: those of
/// CompiledModule, a function that is missing or has no record.
llvm::Expected<std::unique_ptr<Engine>>
createJITEngine(ModuleOp lowered, const Signature &signature,
                unsigned threads = 0, const RuntimeLibrary &library = {});

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_JIT_H
