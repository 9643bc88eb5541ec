//===- MetricsTest.cpp - How well logits classify, and how two differ -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Metrics.h"

#include "test/Unit/Support/TestSupport.h"

#include <cmath>
#include <numeric>
#include <random>
#include <set>

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

/// Logits whose argmax is `predictions`.
std::vector<double> makeLogits(const std::vector<int64_t> &predictions,
                               int64_t classes) {
  std::vector<double> logits(predictions.size() * classes, 0.0);
  for (size_t row = 0; row < predictions.size(); ++row)
    logits[row * classes + predictions[row]] = 1.0;
  return logits;
}

std::vector<int64_t> makeRange(int64_t size) {
  std::vector<int64_t> items(size);
  std::iota(items.begin(), items.end(), 0);
  return items;
}

TEST(Metrics, FirstOfEqualLogits) {
  std::vector<double> logits = {1, 1, 0, -INFINITY, 2, 2, 0, 0, 0};
  auto classes = predictClasses({logits, 3, 3});
  ASSERT_TRUE(isOk(classes));
  EXPECT_EQ(*classes, (std::vector<int64_t>{0, 1, 0}));
}

/// The example of scikit-learn's user guide for multiclass averages:
/// y_true = [0, 1, 2, 0, 1, 2], y_pred = [0, 2, 1, 0, 0, 1]; f1_score gives
/// 0.26... (macro) and 0.33... (micro), recall_score [1, 0, 0].
TEST(Metrics, ScikitLearnExample) {
  std::vector<double> logits = makeLogits({0, 2, 1, 0, 0, 1}, 3);
  auto metrics =
      computeMetrics({logits, 6, 3}, {0, 1, 2, 0, 1, 2}, makeRange(6));
  ASSERT_TRUE(isOk(metrics));
  EXPECT_EQ(metrics->count, 6);
  EXPECT_DOUBLE_EQ(metrics->accuracy, 1.0 / 3);
  EXPECT_DOUBLE_EQ(metrics->macroF1, 0.8 / 3);
  EXPECT_DOUBLE_EQ(metrics->microF1, 1.0 / 3);
  EXPECT_EQ(metrics->recall, (std::vector<double>{1, 0, 0}));
  EXPECT_EQ(metrics->support, (std::vector<int64_t>{2, 2, 2}));
}

TEST(Metrics, MacroF1CountsClassesThatOccur) {
  // Class 1 only as a prediction, class 2 only as a label, class 3 nowhere.
  std::vector<double> logits = makeLogits({0, 1}, 4);
  auto metrics = computeMetrics({logits, 2, 4}, {0, 2}, {0, 1});
  ASSERT_TRUE(isOk(metrics));
  EXPECT_DOUBLE_EQ(metrics->macroF1, 1.0 / 3);
  EXPECT_EQ(metrics->recall, (std::vector<double>{1, 0, 0, 0}));
  EXPECT_EQ(metrics->support, (std::vector<int64_t>{1, 0, 1, 0}));
}

TEST(Metrics, UnknownLabelsAndOtherItemsAreLeftOut) {
  std::vector<double> logits = makeLogits({0, 1, 1, 0}, 2);
  auto metrics = computeMetrics({logits, 4, 2}, {0, -1, 0, 1}, {0, 1, 2});
  ASSERT_TRUE(isOk(metrics));
  EXPECT_EQ(metrics->count, 2);
  EXPECT_DOUBLE_EQ(metrics->accuracy, 0.5);
}

TEST(Metrics, NothingToCount) {
  auto empty = computeMetrics({{}, 0, 3}, {}, {});
  ASSERT_TRUE(isOk(empty));
  EXPECT_EQ(empty->count, 0);
  EXPECT_EQ(empty->accuracy, 0);
  EXPECT_EQ(empty->recall.size(), 3u);
}

TEST(Metrics, ErrorsAreNamed) {
  std::vector<double> logits = {1, 2, 3, NAN};
  llvm::ArrayRef<double> good = llvm::ArrayRef(logits).take_front(2);
  EXPECT_EQ(messageOf(predictClasses({logits, 2, 2})),
            "expected numbers but the logit of row 1, class 1 is nan");
  EXPECT_EQ(messageOf(predictClasses({good, 2, 2})),
            "expected the values of logits [2, 2] but got 2");
  EXPECT_EQ(messageOf(predictClasses({{}, 2, 0})),
            "expected logits with at least one class but got shape [2, 0]");
  EXPECT_EQ(messageOf(predictClasses({good, INT64_MAX, 2})),
            "expected the values of logits [9223372036854775807, 2] but got 2");
  EXPECT_EQ(messageOf(computeMetrics({good, 1, 2}, {0, 1}, {})),
            "expected a label for each of 1 rows of logits but got 2");
  EXPECT_EQ(messageOf(computeMetrics({good, 1, 2}, {0}, {1})),
            "expected items in [0, 1) but got 1");
  EXPECT_EQ(messageOf(computeMetrics({good, 1, 2}, {2}, {0})),
            "expected labels in [0, 2) or -1 but that of 0 is 2");
}

/// Against the definitions, class by class.
TEST(Metrics, RandomAgainstDefinition) {
  std::mt19937_64 random(6);
  for (int round = 0; round < 200; ++round) {
    int64_t classes = 1 + random() % 5, rows = 1 + random() % 12;
    std::vector<int64_t> labels(rows), predictions(rows);
    for (int64_t row = 0; row < rows; ++row) {
      labels[row] = random() % classes;
      predictions[row] = random() % classes;
    }
    auto metrics =
        computeMetrics({makeLogits(predictions, classes), rows, classes},
                       labels, makeRange(rows));
    ASSERT_TRUE(isOk(metrics));
    double correct = 0, sumF1 = 0;
    std::set<int64_t> occurring(labels.begin(), labels.end());
    occurring.insert(predictions.begin(), predictions.end());
    for (int64_t row = 0; row < rows; ++row)
      correct += labels[row] == predictions[row];
    for (int64_t c : occurring) {
      double both = 0, label = 0, prediction = 0;
      for (int64_t row = 0; row < rows; ++row) {
        both += labels[row] == c && predictions[row] == c;
        label += labels[row] == c;
        prediction += predictions[row] == c;
      }
      // The harmonic mean of precision and recall.
      sumF1 += 2 * both / (label + prediction);
      if (label > 0) {
        EXPECT_DOUBLE_EQ(metrics->recall[c], both / label);
      }
    }
    EXPECT_DOUBLE_EQ(metrics->accuracy, correct / rows);
    EXPECT_DOUBLE_EQ(metrics->microF1, correct / rows);
    EXPECT_NEAR(metrics->macroF1, sumF1 / occurring.size(), 1e-12);
  }
}

} // namespace
