//===- CSignature.h - The C arguments of a compiled function -- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_CINTERFACE_CSIGNATURE_H
#define GNN_OPT_CONVERSION_CINTERFACE_CSIGNATURE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <string>

namespace mlir::gnn {

/// What a row of a result stands for.
enum class ResultRows { Nodes, Edges, Graphs };

/// `nodes`, `edges` or `graphs`.
StringRef stringifyResultRows(ResultRows rows);

/// One argument of the C function.
struct CArgument {
  enum class Role {
    NumNodes,
    NumGraphs,
    NumEdges,
    RowPtr,
    ColIdx,
    Features,
    FeatureStride,
    SparseIndptr,
    SparseIndices,
    SparseValues,
    SegmentPtr,
    Prepared,
    PreparedMemory,
    Out,
    OutStride,
  };

  Role role;
  std::string name;
  /// The input, or for Out and OutStride the result, that it belongs to.
  unsigned index = 0;
  /// The channels of features and results, 0 elsewhere.
  int64_t channels = 0;

  /// The type as C writes it, such as `const float *`.
  StringRef getCType() const;
  bool isPointer() const { return getCType().ends_with("*"); }
};

/// The arguments that `NAME_FUNCTION` takes in C, in order: sizes first, then
/// each input, then each result.
struct CSignature {
  /// The symbol of the C function: module name, underscore, function name, with
  /// what C does not allow in a name replaced by an underscore.
  std::string symbol;
  SmallVector<CArgument> arguments;
  SmallVector<ResultRows> resultRows;

  /// Whether a preparation of the graph can be done once, and kept.
  bool hasPreparation = false;

  /// SYMBOL_prepare, which fills the memory that is kept: graphs, then memory.
  CSignature forPrepare() const;
  /// SYMBOL_prepared_bytes, the size of that memory: takes all other sizes.
  CSignature forPreparedBytes() const;
  /// SYMBOL_run, which reads it: an argument in front of the results.
  CSignature forRun() const;

  /// The position of the argument with this role and input or result.
  unsigned find(CArgument::Role role, unsigned index = 0) const;
  bool contains(CArgument::Role role, unsigned index = 0) const;
  /// The position of the argument that says how many rows a result has.
  unsigned findRows(unsigned result) const;
};

/// Reads the signature that gnn-record-signature left on `function`, which
/// gnn-hoist-preparation may have seen. Fails with an error where there is
/// none, or where an input has no C form.
FailureOr<CSignature> getCSignature(func::FuncOp function);

/// Public functions with a body, without those that prepare for others.
SmallVector<func::FuncOp> getCFunctions(ModuleOp module);

/// The version of this calling convention, which header and object both state.
inline constexpr int cInterfaceVersion = 1;

/// The C function that says which version of the functions runs:
/// `MODEL_use_cpu`.
std::string getUseCPUSymbol(ModuleOp module);

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_CINTERFACE_CSIGNATURE_H
