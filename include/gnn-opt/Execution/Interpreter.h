//===- Interpreter.h - The meaning of the gnn dialect -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluates functions in double precision, one op after the other, each by its
// published formula. It defines what an op means: every lowering is tested
// against it. Slow by intent; nothing in it is fused, reordered or parallel.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_INTERPRETER_H
#define GNN_OPT_EXECUTION_INTERPRETER_H

#include "gnn-opt/Execution/Engine.h"
#include "gnn-opt/Execution/InterpreterValue.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"

#include <functional>
#include <memory>

namespace mlir::gnn {

/// Evaluates the functions of one module, which must stay as it is meanwhile.
/// All failures are errors on the op that could not be evaluated. A value is
/// held no longer than until its last reader has been evaluated.
class Interpreter {
public:
  /// Told of each argument and each result, of every function, once it is
  /// known. Failure ends the evaluation.
  using Observer =
      std::function<LogicalResult(Value, const InterpreterValue &)>;

  void setObserver(Observer newObserver) { observer = std::move(newObserver); }

  /// The results of `function` for these arguments. Fails where an argument
  /// does not fit its type, where an op has no EvaluableOpInterface, or where
  /// the op itself fails. The body must be one block.
  FailureOr<SmallVector<InterpreterValue>>
  call(func::FuncOp function, ArrayRef<InterpreterValue> arguments);

  /// The values of a parameter, converted once.
  FailureOr<InterpreterValue> getParameter(ml_program::GlobalOp parameter);

  /// Evaluates with another value, which fits the type, than the module has.
  void setParameter(ml_program::GlobalOp parameter, InterpreterValue value) {
    parameters[parameter] = std::move(value);
  }

  /// For ops that name a symbol.
  SymbolTableCollection &getSymbols() { return symbols; }

private:
  using Environment = DenseMap<Value, InterpreterValue>;

  FailureOr<SmallVector<InterpreterValue>> evaluateBlock(Block &block,
                                                         Environment &values);
  LogicalResult evaluateOp(Operation &op, Environment &values);
  LogicalResult define(Value name, const InterpreterValue &value,
                       Environment &values);

  Observer observer;
  SymbolTableCollection symbols;
  DenseMap<Operation *, InterpreterValue> parameters;
  /// The functions that are being evaluated, outermost first.
  SmallVector<func::FuncOp> callStack;
};

/// The arguments of a function for what data offers, converted. The data must
/// fit: see checkInputs().
SmallVector<InterpreterValue> makeArguments(const Signature &signature,
                                            const Inputs &inputs);

/// The reference engine: an Interpreter for `function`, which must outlive it,
/// as must its module, unchanged. Errors: those of getSignature().
llvm::Expected<std::unique_ptr<Engine>>
createReferenceEngine(func::FuncOp function);

/// Attaches EvaluableOpInterface to all gnn ops, and to those upstream ops that
/// models consist of: parameter loads, calls, constants.
void registerInterpreterModels(DialectRegistry &registry);

/// The dialects of models, ready to be interpreted.
DialectRegistry makeInterpreterRegistry();

} // namespace mlir::gnn

#include "dialects/Interfaces/EvaluableOpInterface.h.inc"

#endif // GNN_OPT_EXECUTION_INTERPRETER_H
