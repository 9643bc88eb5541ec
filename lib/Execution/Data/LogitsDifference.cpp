//===- LogitsDifference.cpp - How two models' logits differ ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Predictions.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace llvm;
using namespace mlir::gnn;

static Error checkPair(LogitsRef logits, LogitsRef reference) {
  if (logits.rows != reference.rows || logits.classes != reference.classes)
    return createStringError("expected logits of the reference's shape " +
                             formatShape({reference.rows, reference.classes}) +
                             " but got " +
                             formatShape({logits.rows, logits.classes}));
  if (Error error = checkLogits(logits))
    return error;
  return addContext("reference", checkLogits(reference));
}

static double divideByScale(double difference, double scale) {
  // Neither 0 / 0 nor inf / inf.
  if (difference == 0 || std::isinf(difference))
    return difference;
  return difference / scale;
}

static void measureValues(ArrayRef<double> values, ArrayRef<double> reference,
                          LogitsDifference &result) {
  double largest = 0;
  for (auto [value, expected] : zip_equal(values, reference)) {
    // Equal infinities must not become inf - inf.
    if (value != expected)
      result.maxAbs = std::max(result.maxAbs, std::abs(value - expected));
    // An infinite scale would hide every finite difference.
    if (!std::isinf(expected))
      largest = std::max(largest, std::abs(expected));
  }
  result.maxRel = divideByScale(result.maxAbs, largest);
}

Expected<LogitsDifference> mlir::gnn::compareLogits(LogitsRef logits,
                                                    LogitsRef reference) {
  if (Error error = checkPair(logits, reference))
    return error;
  LogitsDifference result;
  measureValues(logits.values, reference.values, result);
  for (auto [got, expected] :
       zip_equal(argmaxRows(logits), argmaxRows(reference)))
    result.changedPredictions += got != expected;
  return result;
}
