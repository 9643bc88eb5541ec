//===- Budget.cpp - What a pruned model may cost --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/Budget.h"

#include "gnn-opt/Support/Text.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

BudgetMeter::~BudgetMeter() = default;

StringRef gnn::getUnit(BudgetKind kind) {
  switch (kind) {
  case BudgetKind::multiplyAdds:
    return "multiply-adds";
  case BudgetKind::parameterBytes:
    return "parameter bytes";
  case BudgetKind::objectBytes:
    return "object bytes";
  case BudgetKind::latency:
    return "ms";
  }
  return "";
}

llvm::Expected<Budget> gnn::parseBudget(BudgetKind kind, StringRef text) {
  Budget budget{kind, 0, false};
  StringRef number = text;
  budget.relative = number.consume_back("x");
  if (number.getAsDouble(budget.amount) || !(budget.amount > 0) ||
      !std::isfinite(budget.amount))
    return llvm::createStringError("expected a budget such as 0.5x, or a "
                                   "positive number of " +
                                   getUnit(kind) + ", but got " + quote(text));
  return budget;
}
