//===- CompiledOp.h - One op as users get it --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_KERNELS_COMPILEDOP_H
#define GNN_OPT_BENCHMARKS_KERNELS_COMPILEDOP_H

#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Execution/JIT.h"
#include "gnn-opt/Execution/ObjectEmitter.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

namespace mlir::gnn::bench {

/// Which weights of @w are zero: so many of its blocks, drawn at random.
struct WeightPattern {
  double sparsity = 0;
  /// Of a weight [out, in].
  int64_t blockOutputs = 1;
  int64_t blockInputs = 1;
};

/// A module with a function @f of one op, compiled by the pipeline of gnn-run.
/// Parameters without values get random ones.
class CompiledOp {
public:
  /// What ops are compiled for from now on; at first, for this processor.
  static void setTarget(CPUTarget target);

  static llvm::Expected<std::unique_ptr<CompiledOp>>
  create(const std::string &text, const WeightPattern &pattern = {},
         StringRef sparseFormat = "auto");

  /// See CompiledModule::call.
  llvm::Error call(MutableArrayRef<Buffer> buffers, unsigned threads) {
    return compiled->call("f", buffers, threads);
  }

  /// The reference interpreter's result.
  llvm::Expected<Matrix> interpret(ArrayRef<InterpreterValue> arguments);

  /// The values of parameter @w.
  llvm::Expected<std::vector<float>> getWeight();

  /// Before it was lowered, its weight in the form that is multiplied.
  func::FuncOp getFunction() { return module->lookupSymbol<func::FuncOp>("f"); }

private:
  CompiledOp();

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::unique_ptr<CompiledModule> compiled;
};

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_KERNELS_COMPILEDOP_H
