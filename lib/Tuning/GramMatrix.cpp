//===- GramMatrix.cpp - Products of columns, summed over rows -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GramMatrix.h"

using namespace mlir;
using namespace mlir::gnn;

/// Rows that are multiplied at a time.
static constexpr int64_t blockRows = 256;

/// Calls `visit` with numbers of rows that count, a block at a time.
template <typename Visitor>
static void forEachBlock(const Vector &weights, Visitor visit) {
  std::vector<int64_t> rows;
  for (int64_t row = 0; row < weights.size(); ++row) {
    if (weights[row] != 0)
      rows.push_back(row);
    bool isFull = static_cast<int64_t>(rows.size()) == blockRows;
    if (rows.empty() || (!isFull && row + 1 < weights.size()))
      continue;
    visit(rows);
    rows.clear();
  }
}

/// Each row times the root of what it counts: both factors of a product give
/// all of it.
static Matrix gather(RowsRef x, const std::vector<int64_t> &rows,
                     const Vector &weights) {
  Matrix scaled = x(rows, Eigen::indexing::all);
  for (int64_t row = 0; row < scaled.rows(); ++row)
    scaled.row(row) *= std::sqrt(weights[rows[row]]);
  return scaled;
}

void GramMatrix::add(RowsRef x, const Vector &weights) {
  if (x.size() == 0)
    return;
  forEachBlock(weights, [&](const std::vector<int64_t> &rows) {
    upper.selfadjointView<Eigen::Upper>().rankUpdate(
        gather(x, rows, weights).transpose());
  });
}

void GramMatrix::add(RowsRef columnsFromI, RowsRef columnsFromJ, int64_t i,
                     int64_t j, const Vector &weights) {
  if (columnsFromI.size() == 0 || columnsFromJ.size() == 0)
    return;
  auto part = upper.block(i, j, columnsFromI.cols(), columnsFromJ.cols());
  forEachBlock(weights, [&](const std::vector<int64_t> &rows) {
    part.noalias() += gather(columnsFromI, rows, weights).transpose() *
                      gather(columnsFromJ, rows, weights);
  });
}

void GramMatrix::add(const SparseMatrix &x, const Vector &weights) {
  using Elements = SparseMatrix::InnerIterator;
  for (int64_t row = 0; row < x.rows(); ++row) {
    if (weights[row] == 0)
      continue;
    for (Elements a(x, row); a; ++a)
      for (Elements b(x, row); b; ++b)
        if (a.col() <= b.col())
          upper(a.col(), b.col()) += weights[row] * a.value() * b.value();
  }
}
