//===- Metrics.cpp - How well logits classify -----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Metrics.h"

#include "Predictions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace mlir::gnn;

namespace {

/// What happened to one class.
struct ClassCounts {
  int64_t truePositives = 0;
  int64_t falsePositives = 0;
  int64_t falseNegatives = 0;

  int64_t getSupport() const { return truePositives + falseNegatives; }
  bool occurs() const { return getSupport() + falsePositives > 0; }
};

} // namespace

/// 0 / 0 is 0.
static double divide(double numerator, double denominator) {
  return denominator == 0 ? 0 : numerator / denominator;
}

static double computeF1(const ClassCounts &counts) {
  double twice = 2.0 * static_cast<double>(counts.truePositives);
  return divide(twice, twice + static_cast<double>(counts.falsePositives +
                                                   counts.falseNegatives));
}

static Error checkItems(LogitsRef logits, ArrayRef<int64_t> labels,
                        ArrayRef<int64_t> items) {
  if (static_cast<int64_t>(labels.size()) != logits.rows)
    return createStringError("expected a label for each of " +
                             Twine(logits.rows) + " rows of logits but got " +
                             Twine(labels.size()));
  for (int64_t item : items) {
    if (item < 0 || item >= logits.rows)
      return createStringError("expected items in [0, " + Twine(logits.rows) +
                               ") but got " + Twine(item));
    if (labels[item] < -1 || labels[item] >= logits.classes)
      return createStringError("expected labels in [0, " +
                               Twine(logits.classes) + ") or -1 but that of " +
                               Twine(item) + " is " + Twine(labels[item]));
  }
  return Error::success();
}

static std::vector<ClassCounts> countByClass(LogitsRef logits,
                                             ArrayRef<int64_t> labels,
                                             ArrayRef<int64_t> items) {
  std::vector<ClassCounts> counts(logits.classes);
  std::vector<int64_t> predictions = argmaxRows(logits);
  for (int64_t item : items) {
    int64_t label = labels[item], prediction = predictions[item];
    if (label < 0)
      continue;
    if (label == prediction) {
      ++counts[label].truePositives;
      continue;
    }
    ++counts[label].falseNegatives;
    ++counts[prediction].falsePositives;
  }
  return counts;
}

static ClassificationMetrics summarize(ArrayRef<ClassCounts> counts) {
  ClassificationMetrics metrics;
  ClassCounts total;
  double sumF1 = 0, occurring = 0;
  for (const ClassCounts &one : counts) {
    total.truePositives += one.truePositives;
    total.falsePositives += one.falsePositives;
    total.falseNegatives += one.falseNegatives;
    sumF1 += computeF1(one);
    occurring += one.occurs();
    metrics.support.push_back(one.getSupport());
    metrics.recall.push_back(divide(one.truePositives, one.getSupport()));
  }
  metrics.count = total.getSupport();
  metrics.accuracy = divide(total.truePositives, metrics.count);
  metrics.macroF1 = divide(sumF1, occurring);
  metrics.microF1 = computeF1(total);
  return metrics;
}

Expected<ClassificationMetrics>
mlir::gnn::computeMetrics(LogitsRef logits, ArrayRef<int64_t> labels,
                          ArrayRef<int64_t> items) {
  if (Error error = checkLogits(logits))
    return error;
  if (Error error = checkItems(logits, labels, items))
    return error;
  return summarize(countByClass(logits, labels, items));
}
