//===- FeatureCollector.cpp - What one weight's features were -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FeatureCollector.h"

using namespace mlir;
using namespace mlir::gnn;

/// Calls `visit` with rows of the weight's channels, and what each counts: a
/// row of several heads is as many rows.
template <typename Visitor>
static void visitRows(const InterpreterValue &x, int64_t heads,
                      const Vector &weights, Visitor visit) {
  if (x.is<SparseMatrix>())
    return visit(x.sparse(), weights);
  const Matrix &dense = x.matrix();
  if (heads == 1)
    return visit(RowsRef(dense), weights);
  Eigen::Map<const Matrix> split(dense.data(), dense.rows() * heads,
                                 dense.cols() / heads);
  Vector repeated = weights.transpose().replicate(heads, 1).reshaped();
  visit(RowsRef(split), repeated);
}

void FeatureCollector::addMoments(const InterpreterValue &x, int64_t heads,
                                  const Vector &weights) {
  visitRows(x, heads, weights, [&](const auto &rows, const Vector &counts) {
    moments.add(rows, counts);
  });
}

void FeatureCollector::addHistogram(const InterpreterValue &x, int64_t heads,
                                    const Vector &weights) {
  visitRows(x, heads, weights, [&](const auto &rows, const Vector &counts) {
    histogram->add(rows, counts);
  });
}

GramMatrix &FeatureCollector::getGram() {
  if (!gram)
    gram.emplace(moments.getNumChannels());
  return *gram;
}

void FeatureCollector::addGram(const InterpreterValue &x, int64_t heads,
                               const Vector &weights) {
  visitRows(x, heads, weights, [&](const auto &rows, const Vector &counts) {
    getGram().add(rows, counts);
  });
}

void FeatureCollector::addGram(const InterpreterValue &columnsFromI,
                               const InterpreterValue &columnsFromJ, int64_t i,
                               int64_t j, const Vector &weights) {
  getGram().add(columnsFromI.matrix(), columnsFromJ.matrix(), i, j, weights);
}

static std::vector<double> toVector(const RowArray &values) {
  return {values.begin(), values.end()};
}

FeatureStatistics FeatureCollector::getStatistics() const {
  FeatureStatistics statistics;
  statistics.rows = moments.getRows();
  statistics.mean = toVector(moments.getMean());
  statistics.meanAbs = toVector(moments.getMeanAbs());
  statistics.variance = toVector(moments.getVariance());
  statistics.zeros = toVector(moments.getZeros());
  statistics.min = toVector(moments.getMin());
  statistics.max = toVector(moments.getMax());
  statistics.entropy = toVector(histogram->getEntropy());
  if (gram) {
    Matrix all = gram->get();
    statistics.gram.assign(all.data(), all.data() + all.size());
  }
  return statistics;
}
