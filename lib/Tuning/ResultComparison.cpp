//===- ResultComparison.cpp - How far results are from the original's -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResultComparison.h"

#include "ModelCopy.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Support/Text.h"

using namespace mlir;
using namespace mlir::gnn;

static llvm::Expected<SmallVector<InterpreterValue>> bind(ModelCopy &copy) {
  auto signature = getInputSignature(copy.function);
  if (!signature)
    return signature.takeError();
  Inputs inputs = getInputs(copy.data);
  if (llvm::Error error = checkInputs(*signature, inputs))
    return std::move(error);
  return makeArguments(*signature, inputs);
}

static llvm::Expected<std::vector<Matrix>> evaluate(func::FuncOp function,
                                                    const Dataset &data) {
  auto copy = copyForData(function, data);
  if (!copy)
    return copy.takeError();
  auto arguments = bind(*copy);
  if (!arguments)
    return arguments.takeError();
  auto values = Interpreter().call(copy->function, *arguments);
  if (failed(values))
    return llvm::createStringError("cannot run function " +
                                   quote(function.getSymName()));
  std::vector<Matrix> results;
  for (const InterpreterValue &value : *values) {
    if (!value.is<Matrix>())
      return llvm::createStringError(
          "function " + quote(function.getSymName()) +
          ": expects results tensor<?xCxf32> but got " + value.describe());
    results.push_back(value.matrix());
  }
  return results;
}

llvm::Expected<ResultComparison> ResultComparison::create(func::FuncOp original,
                                                          const Dataset &data) {
  auto results = evaluate(original, data);
  if (!results)
    return results.takeError();
  return ResultComparison(std::move(*results), data);
}

static int64_t getPrediction(const Matrix &logits, Eigen::Index row) {
  auto values = logits.row(row);
  return std::max_element(values.begin(), values.end()) - values.begin();
}

static int64_t countSamePredictions(const Matrix &before, const Matrix &after) {
  return llvm::count_if(llvm::seq(before.rows()), [&](Eigen::Index row) {
    return getPrediction(before, row) == getPrediction(after, row);
  });
}

llvm::Expected<ResultDifference>
ResultComparison::compare(func::FuncOp candidate) const {
  auto results = evaluate(candidate, *data);
  if (!results)
    return results.takeError();
  double difference = 0, norm = 0;
  int64_t same = 0, rows = 0;
  for (auto [before, after] : llvm::zip_equal(original, *results)) {
    difference += (after - before).squaredNorm();
    norm += before.squaredNorm();
    same += countSamePredictions(before, after);
    rows += before.rows();
  }
  ResultDifference result;
  if (difference != 0)
    result.relativeError = std::sqrt(difference / norm);
  if (rows != 0)
    result.samePredictions = double(same) / double(rows);
  return result;
}
