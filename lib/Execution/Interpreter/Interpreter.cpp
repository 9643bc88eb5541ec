//===- Interpreter.cpp - Evaluates functions, whatever their ops ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Interpreter.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Interfaces/ControlFlowInterfaces.h"

using namespace mlir;
using namespace mlir::gnn;

#include "dialects/Interfaces/EvaluableOpInterface.cpp.inc"

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

/// Row-major values in double precision; leading extents joined.
static InterpreterValue convert(RankedTensorType type, ArrayRef<float> values) {
  Eigen::Map<const Eigen::VectorXf> flat(values.data(), values.size());
  if (type.getRank() == 1)
    return Vector(flat.cast<double>());
  int64_t columns = type.getShape().back();
  Matrix matrix(columns ? int64_t(values.size()) / columns : 0, columns);
  matrix.reshaped<Eigen::RowMajor>() = flat.cast<double>();
  return matrix;
}

FailureOr<InterpreterValue>
Interpreter::getParameter(ml_program::GlobalOp parameter) {
  InterpreterValue &cached = parameters[parameter];
  if (cached)
    return cached;
  auto type = dyn_cast<RankedTensorType>(parameter.getType());
  if (!type || !type.getElementType().isF32() || !type.hasStaticShape() ||
      type.getRank() == 0)
    return parameter.emitError("parameter '")
           << parameter.getSymName()
           << "' expects an f32 tensor of static shape but got "
           << parameter.getType();
  FailureOr<std::vector<float>> values = getParameterValues(parameter);
  if (failed(values))
    return failure();
  cached = convert(type, *values);
  return cached;
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

static LogicalResult checkResults(Operation &op,
                                  ArrayRef<InterpreterValue> results) {
  if (results.size() != op.getNumResults())
    return op.emitOpError() << "expects " << op.getNumResults()
                            << " results but evaluates to " << results.size();
  for (auto [type, value] : llvm::zip_equal(op.getResultTypes(), results))
    if (!value.fits(type))
      return op.emitOpError() << "expects a result of type " << type
                              << " but evaluates to " << value.describe();
  return success();
}

static SmallVector<InterpreterValue>
lookUp(ValueRange operands, const DenseMap<Value, InterpreterValue> &values) {
  return llvm::map_to_vector(
      operands, [&](Value operand) { return values.lookup(operand); });
}

LogicalResult Interpreter::define(Value name, const InterpreterValue &value,
                                  Environment &values) {
  values[name] = value;
  return observer ? observer(name, value) : success();
}

LogicalResult Interpreter::evaluateOp(Operation &op, Environment &values) {
  auto evaluable = dyn_cast<EvaluableOpInterface>(op);
  if (!evaluable)
    return op.emitOpError("is unknown to the interpreter");
  FailureOr<SmallVector<InterpreterValue>> results =
      evaluable.evaluate(lookUp(op.getOperands(), values), *this);
  if (failed(results) || failed(checkResults(op, *results)))
    return failure();
  for (auto [result, value] : llvm::zip_equal(op.getResults(), *results))
    if (failed(define(result, value, values)))
      return failure();
  return success();
}

/// For each op, what nobody reads after it: operands, and results that nobody
/// reads at all.
static DenseMap<Operation *, SmallVector<Value>> findLastReads(Block &block) {
  DenseMap<Operation *, SmallVector<Value>> lastReads;
  DenseSet<Value> readLater;
  for (Operation &op : llvm::reverse(block)) {
    auto addRead = [&](Value value) {
      if (readLater.insert(value).second)
        lastReads[&op].push_back(value);
    };
    llvm::for_each(op.getResults(), addRead);
    op.walk([&](Operation *inner) {
      llvm::for_each(inner->getOperands(), addRead);
    });
  }
  return lastReads;
}

FailureOr<SmallVector<InterpreterValue>>
Interpreter::evaluateBlock(Block &block, Environment &values) {
  auto lastReads = findLastReads(block);
  for (Operation &op : block.without_terminator()) {
    if (failed(evaluateOp(op, values)))
      return failure();
    for (Value value : lastReads.lookup(&op))
      values.erase(value);
  }
  Operation *terminator = block.getTerminator();
  if (!terminator->hasTrait<OpTrait::ReturnLike>())
    return terminator->emitOpError("is unknown to the interpreter");
  return lookUp(terminator->getOperands(), values);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

static LogicalResult checkGraph(func::FuncOp function, const Graph &graph) {
  int64_t edges = graph.getNumEdges(), nodes = graph.getNumNodes();
  if (graph.rowPtr.front() != 0 || graph.rowPtr.back() != edges ||
      !llvm::is_sorted(graph.rowPtr))
    return function.emitOpError("expects row pointers that rise from 0 to ")
           << edges << " but got others";
  for (auto [edge, source] : llvm::enumerate(graph.colIdx))
    if (source < 0 || source >= nodes)
      return function.emitOpError("expects edge ")
             << edge << " to start at one of " << nodes << " nodes but got "
             << source;
  return success();
}

static LogicalResult checkArgument(func::FuncOp function, unsigned index,
                                   const InterpreterValue &value) {
  Type type = function.getArgumentTypes()[index];
  if (!value.fits(type))
    return function.emitOpError("expects argument ")
           << index << " of type " << type << " but got " << value.describe();
  return value.is<Graph>() ? checkGraph(function, value.graph()) : success();
}

static LogicalResult checkCall(func::FuncOp function,
                               ArrayRef<InterpreterValue> arguments,
                               ArrayRef<func::FuncOp> callStack) {
  if (!function.getBody().hasOneBlock())
    return function.emitOpError("expects a body of one block but got ")
           << function.getBody().getBlocks().size();
  // Without branches a recursion has no end.
  if (llvm::is_contained(callStack, function))
    return function.emitOpError("calls itself");
  if (arguments.size() != function.getNumArguments())
    return function.emitOpError("expects ")
           << function.getNumArguments() << " arguments but got "
           << arguments.size();
  for (auto [index, value] : llvm::enumerate(arguments))
    if (failed(checkArgument(function, index, value)))
      return failure();
  return success();
}

FailureOr<SmallVector<InterpreterValue>>
Interpreter::call(func::FuncOp function, ArrayRef<InterpreterValue> arguments) {
  if (failed(checkCall(function, arguments, callStack)))
    return failure();
  Environment values;
  for (auto [argument, value] :
       llvm::zip_equal(function.getArguments(), arguments))
    if (failed(define(argument, value, values)))
      return failure();
  callStack.push_back(function);
  auto results = evaluateBlock(function.getBody().front(), values);
  callStack.pop_back();
  return results;
}
