//===- CallBuffers.cpp - Arguments and results of a compiled call ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallBuffers.h"

#include "gtest/gtest.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

/// What memory of results holds before the call.
static constexpr float untouched = 12345.5f;
static constexpr int64_t padding = 3;
static constexpr double tolerance = 1e-5;

static Matrix asMatrix(const InterpreterValue &value) {
  return value.is<Vector>() ? Matrix(value.vector()) : value.matrix();
}

CallBuffers::CallBuffers(ArrayRef<InterpreterValue> arguments,
                         ArrayRef<InterpreterValue> results) {
  for (const InterpreterValue &argument : arguments)
    add(argument);
  firstResult = rows.size();
  for (const InterpreterValue &result : results)
    add(result);
  for (size_t i = firstResult; i < rows.size(); ++i)
    llvm::fill(rows[i].values, untouched);
}

void CallBuffers::add(const InterpreterValue &value) {
  if (value.is<Graph>()) {
    const Graph &graph = value.graph();
    pointers.push_back(graph.rowPtr);
    indices.push_back(graph.colIdx);
    buffers.push_back(
        Buffer::vector(pointers.back().data(), pointers.back().size()));
    buffers.push_back(
        Buffer::vector(indices.back().data(), indices.back().size()));
  } else if (value.is<SegmentPtr>()) {
    pointers.push_back(value.segments());
    buffers.push_back(
        Buffer::vector(pointers.back().data(), pointers.back().size()));
  } else if (value.is<SparseMatrix>()) {
    addSparse(value.sparse());
  } else if (value.is<Vector>()) {
    const Rows &stored = addRows(asMatrix(value), 0);
    buffers.push_back(Buffer::vector(stored.values.data(), stored.rows));
  } else {
    const Rows &stored = addRows(value.matrix(), padding);
    buffers.push_back(Buffer::rows(stored.values.data(), stored.rows,
                                   stored.columns, stored.stride));
  }
}

const CallBuffers::Rows &CallBuffers::addRows(const Matrix &matrix,
                                              int64_t rowPadding) {
  int64_t stride = matrix.cols() + rowPadding;
  Rows stored{matrix.rows(), matrix.cols(), stride,
              std::vector<float>(matrix.rows() * stride, untouched)};
  for (int64_t row = 0; row < matrix.rows(); ++row)
    for (int64_t column = 0; column < matrix.cols(); ++column)
      stored.values[row * stride + column] = matrix(row, column);
  rows.push_back(std::move(stored));
  return rows.back();
}

void CallBuffers::addSparse(const SparseMatrix &matrix) {
  pointers.emplace_back(matrix.outerIndexPtr(),
                        matrix.outerIndexPtr() + matrix.rows() + 1);
  indices.emplace_back(matrix.innerIndexPtr(),
                       matrix.innerIndexPtr() + matrix.nonZeros());
  buffers.push_back(
      Buffer::vector(pointers.back().data(), pointers.back().size()));
  buffers.push_back(
      Buffer::vector(indices.back().data(), indices.back().size()));
  Vector values =
      Eigen::Map<const Vector>(matrix.valuePtr(), matrix.nonZeros());
  const Rows &stored = addRows(values, 0);
  buffers.push_back(Buffer::vector(stored.values.data(), stored.rows));
}

/// The largest magnitude among the finite values.
static double largestOf(const Matrix &matrix) {
  double largest = 0;
  for (double value : matrix.reshaped())
    if (std::isfinite(value))
      largest = std::max(largest, std::abs(value));
  return largest;
}

void CallBuffers::expectRows(const Rows &got, const Matrix &expected,
                             const Matrix &bounds) const {
  double largest = largestOf(expected);
  for (int64_t row = 0; row < got.rows; ++row)
    for (int64_t column = 0; column < got.stride; ++column) {
      float value = got.values[row * got.stride + column];
      double wanted = column < got.columns ? expected(row, column) : untouched;
      double allowed = 0;
      if (column < got.columns)
        allowed = tolerance * largest + bounds(row, column);
      bool agrees =
          std::isnan(wanted)
              ? std::isnan(value)
              : value == wanted || std::abs(value - wanted) <= allowed;
      if (!agrees) {
        ADD_FAILURE() << "row " << row << ", column " << column << ": expected "
                      << wanted << " but got " << value;
        return;
      }
    }
}

void CallBuffers::expectNear(ArrayRef<InterpreterValue> expected,
                             ArrayRef<InterpreterValue> bounds) const {
  for (auto [i, value] : llvm::enumerate(expected)) {
    Matrix wanted = asMatrix(value);
    Matrix bound = bounds.empty() ? Matrix::Zero(wanted.rows(), wanted.cols())
                                  : asMatrix(bounds[i]);
    expectRows(rows[firstResult + i], wanted, bound);
  }
}

/// Of a NaN, too.
static StringRef getBits(ArrayRef<float> values) {
  return {reinterpret_cast<const char *>(values.data()),
          values.size() * sizeof(float)};
}

bool CallBuffers::hasSameBits(const CallBuffers &other) const {
  for (size_t i = firstResult; i < rows.size(); ++i)
    if (getBits(rows[i].values) != getBits(other.rows[i].values))
      return false;
  return true;
}
