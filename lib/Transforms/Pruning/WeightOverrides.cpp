//===- WeightOverrides.cpp - Matrices with a sparsity of their own --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightOverrides.h"

#include "gnn-opt/Support/Text.h"

using namespace mlir;
using namespace mlir::gnn;

static InFlightDiagnostic reject(ModuleOp module, StringRef pass) {
  return emitError(module.getLoc(), pass) << " expects ";
}

LogicalResult gnn::checkSparsity(ModuleOp module, StringRef pass,
                                 const Twine &name, double value) {
  if (value >= 0 && value <= 1)
    return success();
  return reject(module, pass)
         << name << " between 0 and 1 but got " << std::to_string(value);
}

static FailureOr<WeightMatrix *>
findMatrix(ModuleOp module, StringRef pass, StringRef name,
           MutableArrayRef<WeightMatrix> matrices) {
  SmallVector<std::string> names;
  for (WeightMatrix &matrix : matrices) {
    StringRef known = matrix.parameter.getSymName();
    if (known == name)
      return &matrix;
    names.push_back(quote(known));
  }
  return reject(module, pass)
         << "weights to name one of the matrices " << llvm::join(names, ", ")
         << " but got " << quote(name);
}

static LogicalResult readOwnSparsity(ModuleOp module, StringRef pass,
                                     StringRef text,
                                     MutableArrayRef<WeightMatrix> matrices) {
  auto [name, number] = text.rsplit(':');
  double value;
  if (name.empty() || number.getAsDouble(value))
    return reject(module, pass)
           << "weights to be NAME:SPARSITY but got " << quote(text);
  FailureOr<WeightMatrix *> matrix = findMatrix(module, pass, name, matrices);
  if (failed(matrix) ||
      failed(
          checkSparsity(module, pass, "the sparsity of " + quote(name), value)))
    return failure();
  if ((*matrix)->sparsity)
    return reject(module, pass)
           << "one sparsity for a matrix but got two for " << quote(name);
  (*matrix)->sparsity = value;
  return success();
}

LogicalResult gnn::readOwnSparsities(ModuleOp module, StringRef pass,
                                     ArrayRef<std::string> texts,
                                     MutableArrayRef<WeightMatrix> matrices) {
  for (StringRef text : texts)
    if (failed(readOwnSparsity(module, pass, text, matrices)))
      return failure();
  return success();
}
