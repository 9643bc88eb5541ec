//===- Metrics.h - How well logits classify, and how two differ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_METRICS_H
#define GNN_OPT_EXECUTION_METRICS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <vector>

namespace mlir::gnn {

/// Logits [rows, classes], row-major, of one item each; borrowed.
struct LogitsRef {
  llvm::ArrayRef<double> values;
  int64_t rows = 0;
  int64_t classes = 0;
};

/// The column of the largest logit of each row, the first one among equals.
/// Errors: `values` does not fit the shape, no classes, a NaN.
llvm::Expected<std::vector<int64_t>> predictClasses(LogitsRef logits);

/// With TP, FP, FN the true positives, false positives and false negatives of a
/// class among the counted items, as scikit-learn defines them (user guide,
/// "Classification metrics"; sklearn.metrics.precision_recall_fscore_support):
///   recall   = TP / (TP + FN)
///   F1       = 2 TP / (2 TP + FP + FN)
///   macro F1 = mean of F1 over the classes that occur among the labels or the
///              predictions
///   micro F1 = 2 sum TP / (2 sum TP + sum FP + sum FN), which is the accuracy,
///              since every item has one label and one prediction
/// A quotient 0 / 0 is 0 (zero_division=0).
struct ClassificationMetrics {
  /// Items counted: those asked for that have a label. Where it is 0 the other
  /// numbers are 0 and say nothing.
  int64_t count = 0;
  double accuracy = 0;
  double macroF1 = 0;
  double microF1 = 0;
  /// [classes]
  std::vector<double> recall;
  /// [classes]; counted items with this label.
  std::vector<int64_t> support;
};

/// Compares the predictions for the rows `items` with `labels` (one a row of
/// the logits, -1 = unknown and not counted). Errors: those of
/// predictClasses(), sizes that differ, an item outside the rows, a label
/// outside the classes.
llvm::Expected<ClassificationMetrics>
computeMetrics(LogitsRef logits, llvm::ArrayRef<int64_t> labels,
               llvm::ArrayRef<int64_t> items);

/// Difference of two logits of one shape.
struct LogitsDifference {
  /// max |value - reference|; equal infinities differ by 0.
  double maxAbs = 0;
  /// maxAbs / max |reference|, the maximum over the finite values; 0 where
  /// maxAbs is 0, infinite for a reference that is all zero.
  double maxRel = 0;
  /// Rows whose predicted class differs.
  int64_t changedPredictions = 0;
};

/// Errors: those of predictClasses(), shapes that differ.
llvm::Expected<LogitsDifference> compareLogits(LogitsRef logits,
                                               LogitsRef reference);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_METRICS_H
