//===- InterpreterValue.cpp - What the interpreter computes with ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/InterpreterValue.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

int64_t InterpreterValue::getNumRows() const {
  if (is<Matrix>())
    return matrix().rows();
  if (is<SparseMatrix>())
    return sparse().rows();
  return is<Vector>() ? vector().size() : 0;
}

/// Leading extents joined, as a tensor<1xHxCxf32> is held as [H, C].
static bool fitsMatrix(RankedTensorType type, const Matrix &matrix) {
  if (type.getRank() < 2 || matrix.cols() != type.getShape().back())
    return false;
  if (type.isDynamicDim(0))
    return true;
  int64_t rows = 1;
  for (int64_t extent : type.getShape().drop_back())
    rows *= extent;
  return matrix.rows() == rows;
}

static bool fitsVector(RankedTensorType type, const Vector &vector) {
  return type.getRank() == 1 && type.getElementType().isF32() &&
         (type.isDynamicDim(0) || type.getDimSize(0) == vector.size());
}

bool InterpreterValue::fits(Type type) const {
  if (is<Graph>())
    return isa<gnn::GraphType>(type);
  if (is<SegmentPtr>())
    return isSegmentPtr(type);
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !storage)
    return false;
  if (is<SparseMatrix>())
    return isFeatures(type) && isSparse(type) &&
           sparse().cols() == tensor.getDimSize(1);
  if (is<Vector>())
    return fitsVector(tensor, vector());
  // A sparse parameter keeps its values as a plain matrix.
  bool isSparseFeatures = isFeatures(type) && isSparse(type);
  return !isSparseFeatures && fitsMatrix(tensor, matrix());
}

std::string InterpreterValue::describe() const {
  if (is<Graph>())
    return "a graph of " + std::to_string(graph().getNumNodes()) + " nodes";
  if (is<SegmentPtr>())
    return "segment pointers " + formatShape({int64_t(segments().size())});
  if (is<SparseMatrix>())
    return "CSR features " + formatShape({sparse().rows(), sparse().cols()});
  if (is<Vector>())
    return "a vector " + formatShape({vector().size()});
  if (is<Matrix>())
    return "a matrix " + formatShape({matrix().rows(), matrix().cols()});
  return "nothing";
}

//===----------------------------------------------------------------------===//
// Features of a data set
//===----------------------------------------------------------------------===//

static Matrix convert(const DenseFeatures &features) {
  using FloatMatrix =
      Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const FloatMatrix>(features.values.data(), features.rows,
                                       features.columns)
      .cast<double>();
}

static SparseMatrix convert(const CSRFeatures &features) {
  std::vector<Eigen::Triplet<double, int64_t>> elements;
  elements.reserve(features.values.size());
  for (int64_t row = 0; row < features.rows; ++row)
    for (int64_t k = features.indptr[row]; k < features.indptr[row + 1]; ++k)
      elements.emplace_back(row, features.indices[k], features.values[k]);
  SparseMatrix matrix(features.rows, features.columns);
  matrix.setFromTriplets(elements.begin(), elements.end());
  return matrix;
}

InterpreterValue gnn::makeFeatures(const Features &features) {
  return std::visit(
      [](const auto &stored) { return InterpreterValue(convert(stored)); },
      features);
}
