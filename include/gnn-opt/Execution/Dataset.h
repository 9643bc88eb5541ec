//===- Dataset.h - Graphs with features, labels and splits ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_DATASET_H
#define GNN_OPT_EXECUTION_DATASET_H

#include "gnn-opt/Execution/Graph.h"
#include "gnn-opt/Support/CacheAligned.h"
#include "gnn-opt/Support/Safetensors.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace mlir::gnn {

/// Node features [N, F], row-major.
struct DenseFeatures {
  int64_t rows = 0;
  int64_t columns = 0;
  CacheAlignedVector<float> values;
};

/// Node features [N, F] in compressed rows. Columns within a row come once each
/// and in the file's order, which need not be ascending.
struct CSRFeatures {
  int64_t rows = 0;
  int64_t columns = 0;
  /// [N + 1]
  std::vector<int64_t> indptr = {0};
  /// [nnz], in [0, F)
  std::vector<int32_t> indices;
  /// [nnz]
  std::vector<float> values;
};

using Features = std::variant<DenseFeatures, CSRFeatures>;

/// One graph whose nodes are classified, or a set of G graphs that are
/// classified: then the graphs lie side by side in `graph`, and graph g owns
/// the nodes graphPtr[g] up to graphPtr[g + 1]. What carries a label is an
/// *item*: a node, or a graph of a set.
struct Dataset {
  Graph graph;
  Features features;
  /// Per item, -1 where unknown; empty where the file has no labels.
  std::vector<int64_t> labels;
  /// `train`, `val`, `test`, those the file has: 0 or 1 per item.
  std::map<std::string, std::vector<uint8_t>, std::less<>> masks;
  /// [G + 1]; empty for a single graph.
  std::vector<int64_t> graphPtr;
  /// [G], the fold in which a graph is a test graph; empty without folds.
  std::vector<int64_t> fold;

  int64_t getNumNodes() const { return graph.getNumNodes(); }
  int64_t getNumFeatures() const;
  bool isGraphSet() const { return !graphPtr.empty(); }
  int64_t getNumItems() const {
    return isGraphSet() ? static_cast<int64_t>(graphPtr.size()) - 1
                        : getNumNodes();
  }
};

/// Reads and validates a data file. Tensors, `N` nodes, `E` edges, `I` items:
///   x [N, F] floating point, or x_indptr [N + 1], x_indices [nnz], x_values
///   [nnz] with the metadata x_shape = "N,F"; every value finite, F >= 1
///   edge_index [2, E] integer: sources, then destinations
///   y [I] integer, optional;  train_mask, val_mask, test_mask [I] BOOL,
///   optional graph_ptr [G + 1] integer, optional: from 0 to N, not decreasing,
///   and no edge leaves its graph;  fold [G] integer, optional
/// Other tensors are left alone. Errors name file, tensor and element.
llvm::Expected<Dataset> loadDataset(llvm::StringRef path);
llvm::Expected<Dataset> loadDataset(const SafetensorsFile &file);

/// The items of a split, ascending: `train`, `val` or `test` by mask, `all`, or
/// `fold:K`, the test graphs of fold K. Items without a label are among them.
/// Errors name what was asked for and what the data set offers.
llvm::Expected<std::vector<int64_t>> resolveSplit(const Dataset &dataset,
                                                  llvm::StringRef split);

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_DATASET_H
