//===- Ledger.h - What was removed, by whom and why -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every removal is recorded with original indices, those that the model had
// before any pass. The record travels with the module, as a resource named
// `gnn.ledger`, so that it is complete however many runs of gnn-opt made the
// model. A pass with `ledger=FILE` writes all of it:
//
//   {"version": 1,
//    "channels": [
//      {"pass": "gnn-prune-channels", "class": "pruned", "criterion": "l2",
//       "group": "conv1", "parameter": "conv1.lin.weight", "dim": 0,
//       "index": 12, "score": 0.25,
//       "members": [{"parameter": "conv1.lin.weight", "dim": 0,
//                    "indices": [12]}, ...]}],
//    "weights": [
//      {"pass": "gnn-prune-weights", "class": "pruned",
//       "criterion": "magnitude", "parameter": "conv1.lin.weight",
//       "threshold": 0.01, "removed": 3, "elements": 64,
//       "rows": {"0": [[1, 2], [7, 7]]}}],
//    "parameters": {
//      "conv1.lin.weight": {"shape": [8, 8], "channels": [[0, 2, ...], null]}}}
//
// `class` is `pruned` (chosen by a score), `proved` (changes no result) or
// `merged` (into `survivor`, an index of the same parameter and dimension).
// `rows` has, for each original row, ranges of original columns, both ends
// included. `channels` has, for each dimension, the original index of each
// index now; null where they are the same.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_PRUNING_LEDGER_H
#define GNN_OPT_TRANSFORMS_PRUNING_LEDGER_H

#include "gnn-opt/Analysis/ChannelGroups.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/Support/JSON.h"

namespace mlir::gnn {

/// A channel that is about to go.
struct ChannelRemovalRecord {
  StringRef pass;
  StringRef removalClass;
  StringRef criterion;
  unsigned channel;
  std::optional<double> score = std::nullopt;
  std::optional<unsigned> survivor = std::nullopt;
};

/// Elements of a parameter that are about to become zero.
struct WeightRemovalRecord {
  StringRef pass;
  StringRef criterion;
  ml_program::GlobalOp parameter;
  /// By row-major element.
  const llvm::BitVector &removed;
  std::optional<double> threshold = std::nullopt;
};

class Ledger {
public:
  /// What earlier passes recorded in the module. An error where that is
  /// damaged.
  static FailureOr<Ledger> read(ModuleOp module);

  /// Record a removal, and emit it as a remark on the parameter. Call before
  /// the removal: indices are those of now. Errors: `gnn.channels` does not
  /// fit.
  LogicalResult record(const ChannelGroups &groups, const ChannelGroup &group,
                       const ChannelRemovalRecord &removal);
  LogicalResult record(const WeightRemovalRecord &removal);

  /// Puts the record into the module and, unless `path` is empty, writes it to
  /// that file, whole or not at all.
  LogicalResult write(ModuleOp module, StringRef path) const;

private:
  llvm::json::Array channels;
  llvm::json::Array weights;
};

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_PRUNING_LEDGER_H
