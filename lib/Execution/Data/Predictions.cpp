//===- Predictions.cpp - From logits to classes ---------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Predictions.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace llvm;
using namespace mlir::gnn;

Error mlir::gnn::checkLogits(LogitsRef logits) {
  if (logits.rows < 0 || logits.classes < 1)
    return createStringError("expected logits with at least one class but got "
                             "shape [" +
                             Twine(logits.rows) + ", " + Twine(logits.classes) +
                             "]");
  std::optional<int64_t> size = checkedMul(logits.rows, logits.classes);
  if (!size || static_cast<uint64_t>(*size) != logits.values.size())
    return createStringError("expected the values of logits [" +
                             Twine(logits.rows) + ", " + Twine(logits.classes) +
                             "] but got " + Twine(logits.values.size()));
  for (auto [index, value] : enumerate(logits.values))
    if (std::isnan(value))
      return createStringError("expected numbers but the logit of row " +
                               Twine(index / logits.classes) + ", class " +
                               Twine(index % logits.classes) + " is nan");
  return Error::success();
}

std::vector<int64_t> mlir::gnn::argmaxRows(LogitsRef logits) {
  std::vector<int64_t> classes;
  classes.reserve(logits.rows);
  for (int64_t row = 0; row < logits.rows; ++row) {
    ArrayRef<double> values =
        logits.values.slice(row * logits.classes, logits.classes);
    classes.push_back(llvm::max_element(values) - values.begin());
  }
  return classes;
}

Expected<std::vector<int64_t>> mlir::gnn::predictClasses(LogitsRef logits) {
  if (Error error = checkLogits(logits))
    return error;
  return argmaxRows(logits);
}
