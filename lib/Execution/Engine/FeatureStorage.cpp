//===- FeatureStorage.cpp - Features from dense to CSR and back -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Engine.h"

using namespace mlir;
using namespace mlir::gnn;

DenseFeatures gnn::toDense(const CSRFeatures &features) {
  DenseFeatures dense{features.rows, features.columns, {}};
  dense.values.resize(features.rows * features.columns);
  for (int64_t row = 0; row < features.rows; ++row)
    for (int64_t k = features.indptr[row]; k < features.indptr[row + 1]; ++k)
      dense.values[row * features.columns + features.indices[k]] =
          features.values[k];
  return dense;
}

CSRFeatures gnn::toCSR(const DenseFeatures &features) {
  CSRFeatures csr{features.rows, features.columns, {0}, {}, {}};
  for (int64_t row = 0; row < features.rows; ++row) {
    for (int64_t column = 0; column < features.columns; ++column) {
      float value = features.values[row * features.columns + column];
      if (value == 0)
        continue;
      csr.indices.push_back(column);
      csr.values.push_back(value);
    }
    csr.indptr.push_back(csr.indices.size());
  }
  return csr;
}

//===----------------------------------------------------------------------===//
// Columns
//===----------------------------------------------------------------------===//

static DenseFeatures select(const DenseFeatures &features,
                            llvm::ArrayRef<int64_t> kept) {
  DenseFeatures selected{features.rows, int64_t(kept.size()), {}};
  selected.values.reserve(features.rows * kept.size());
  for (int64_t row = 0; row < features.rows; ++row)
    for (int64_t column : kept)
      selected.values.push_back(
          features.values[row * features.columns + column]);
  return selected;
}

static CSRFeatures select(const CSRFeatures &features,
                          llvm::ArrayRef<int64_t> kept) {
  std::vector<int32_t> placeOf(features.columns, -1);
  for (size_t place = 0; place < kept.size(); ++place)
    placeOf[kept[place]] = place;
  CSRFeatures selected{features.rows, int64_t(kept.size()), {0}, {}, {}};
  for (int64_t row = 0; row < features.rows; ++row) {
    for (int64_t k = features.indptr[row]; k < features.indptr[row + 1]; ++k) {
      int32_t place = placeOf[features.indices[k]];
      if (place < 0)
        continue;
      selected.indices.push_back(place);
      selected.values.push_back(features.values[k]);
    }
    selected.indptr.push_back(selected.indices.size());
  }
  return selected;
}

Features gnn::selectColumns(const Features &features,
                            llvm::ArrayRef<int64_t> kept) {
  return std::visit(
      [&](const auto &stored) -> Features { return select(stored, kept); },
      features);
}
