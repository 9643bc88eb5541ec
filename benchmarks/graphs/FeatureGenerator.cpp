//===- FeatureGenerator.cpp - Features for generated graphs ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FeatureGenerator.h"

#include "RandomBits.h"

#include <algorithm>
#include <set>

using namespace mlir::gnn;
using namespace mlir::gnn::bench;

DenseFeatures bench::generateDenseFeatures(int64_t rows, int64_t columns,
                                           uint64_t seed) {
  RandomBits random(seed);
  DenseFeatures features{rows, columns,
                         CacheAlignedVector<float>(rows * columns)};
  for (float &value : features.values)
    value = float(2 * random.unit() - 1);
  return features;
}

CSRFeatures bench::generateSparseFeatures(int64_t rows, int64_t columns,
                                          double density, uint64_t seed) {
  RandomBits random(seed);
  CSRFeatures features;
  features.rows = rows;
  features.columns = columns;
  size_t each = std::clamp<int64_t>(double(columns) * density, 1, columns);
  for (int64_t row = 0; row < rows; ++row) {
    std::set<int32_t> words;
    while (words.size() < each)
      words.insert(random.below(columns));
    features.indices.insert(features.indices.end(), words.begin(), words.end());
    features.indptr.push_back(features.indices.size());
  }
  features.values.assign(features.indices.size(), 1 / float(each));
  return features;
}
