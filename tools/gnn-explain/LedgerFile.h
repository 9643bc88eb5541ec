//===- LedgerFile.h - What passes wrote down --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_EXPLAIN_LEDGERFILE_H
#define GNN_OPT_TOOLS_GNN_EXPLAIN_LEDGERFILE_H

#include "gnn-opt/Support/OriginalModel.h"

#include "llvm/ADT/StringMap.h"

#include <map>

namespace mlir::gnn {

/// Indices of one dimension of a parameter.
struct Slice {
  std::string parameter;
  int64_t dim;
  std::vector<int64_t> indices;
};

/// A pass and why it acted.
struct Deed {
  std::string pass;
  /// `pruned`, `proved`, `merged`.
  std::string kind;
  std::string criterion;
  /// Empty where the ledger has none.
  std::string proof;
  std::optional<double> score;
};

/// A channel that went. `channel` is none where the original model did not have
/// it; `survivor` is a number of the same group.
struct RemovedChannel {
  Deed deed;
  std::optional<OriginalChannel> channel;
  std::optional<int64_t> survivor;
  std::vector<Slice> members;
};

/// Weights that became zero. `rows` has ranges of columns, both ends included;
/// `pattern` is empty where weights did not go in blocks.
struct RemovedWeights {
  Deed deed;
  std::string parameter;
  std::string pattern;
  std::optional<double> threshold;
  std::map<int64_t, std::vector<std::pair<int64_t, int64_t>>> rows;
};

/// A layer that was bypassed, with the parameters that nobody read any more.
struct RemovedLayer {
  Deed deed;
  std::string layer;
  std::vector<std::string> parameters;
};

/// A parameter as it is now. `original` has, for each dimension, the original
/// index of each index; nothing where they are the same.
struct CurrentParameter {
  std::vector<int64_t> shape;
  std::vector<std::optional<std::vector<int64_t>>> original;
};

/// The file that Ledger.h describes.
struct LedgerFile {
  OriginalModel original;
  std::vector<RemovedChannel> channels;
  std::vector<RemovedWeights> weights;
  std::vector<RemovedLayer> layers;
  llvm::StringMap<CurrentParameter> parameters;

  /// Errors name the file and the place in it.
  static llvm::Expected<LedgerFile> load(llvm::StringRef path);
};

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_EXPLAIN_LEDGERFILE_H
