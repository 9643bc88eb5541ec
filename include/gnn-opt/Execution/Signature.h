//===- Signature.h - What a function takes and gives ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lowered function has pointers and sizes for arguments. What each of them is
// for is read from the function before it is lowered.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_SIGNATURE_H
#define GNN_OPT_EXECUTION_SIGNATURE_H

#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mlir {
class ModuleOp;
namespace func {
class FuncOp;
}
} // namespace mlir

namespace mlir::gnn {

/// What a function does with an argument, by its type.
enum class ArgumentKind {
  /// `!gnn.graph`
  Graph,
  /// `tensor<?xFxf32>`
  DenseFeatures,
  /// `tensor<?xFxf32, #gnn.csr>`
  CSRFeatures,
  /// `tensor<?xi64>`: where each graph of a batch begins, and the end
  SegmentPtr,
};

struct Argument {
  ArgumentKind kind;
  /// F; 0 for what has no columns.
  int64_t columns = 0;
};

/// A function that makes logits from a graph and its features.
struct Signature {
  /// The symbol of the function.
  std::string function;
  /// In the function's order; each kind at most once, features of one kind.
  std::vector<Argument> arguments;
  /// Columns of the only result, `tensor<?xCxf32>`; 0 where nobody asked.
  int64_t resultColumns = 0;

  /// Null where the function takes nothing of this kind.
  const Argument *find(ArgumentKind kind) const;
  /// The features among the arguments, dense or CSR; null where there are none.
  const Argument *findFeatures() const;
};

/// What the function takes, whatever it gives: without `resultColumns`. Errors
/// name the function and the argument that no data file gives.
llvm::Expected<Signature> getInputSignature(func::FuncOp function);

/// The same of a function with one result. Errors name the result too.
llvm::Expected<Signature> getSignature(func::FuncOp function);

/// The function `name` of the module, which must have a body. Where there is
/// none of this name, the error lists those that are there.
llvm::Expected<func::FuncOp> findFunction(ModuleOp module,
                                          const std::string &name);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_SIGNATURE_H
