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
//   {"version": 2,
//    "original": {"groups": [...], "parameters": [...]},
//    "channels": [
//      {"pass": "gnn-prune-channels", "class": "pruned", "criterion": "l2",
//       "group": "conv1", "channel": 12, "score": 0.25,
//       "parameter": "conv1.lin.weight", "dim": 0, "index": 12,
//       "members": [{"parameter": "conv1.lin.weight", "dim": 0,
//                    "indices": [12]}, ...]}],
//    "weights": [
//      {"pass": "gnn-prune-weights", "class": "pruned",
//       "criterion": "magnitude", "parameter": "conv1.lin.weight",
//       "threshold": 0.01, "removed": 3, "elements": 64,
//       "rows": {"0": [[1, 2], [7, 7]]}}],
//    "layers": [   (absent where none went)
//      {"pass": "gnn-prune-layers", "class": "pruned",
//       "criterion": "block-influence", "layer": "conv2", "score": 0.01,
//       "parameters": ["conv2.lin.weight", "conv2.bias"]}],
//    "parameters": {
//      "conv1.lin.weight": {"shape": [8, 8], "channels": [[0, 2, ...], null]}}}
//
// `original` is the model that the first pass with a ledger met, see
// OriginalModel.h: each of its channels is in `channels` or still there, and
// gnn-explain says which. `class` is `pruned` (chosen by a score), `proved`
// (changes no result; `proof` says for which inputs) or `merged` (into the
// channel `survivor` of the same group). `group` and `channel` are those of
// `original`; `channel` is absent where no parameter of the original has it.
// `rows` has, for each original row, ranges of original columns, both ends
// included; `threshold` is what scores were compared with, or the largest that
// went; `pattern` is `1x16` or `2:4`, where weights went in blocks;
// `compensated` is true where weights that stay changed to make up for it.
// `parameters` is the model as it is now: `channels` has, for each dimension,
// the original index of each index, or null where they are the same.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_PRUNING_LEDGER_H
#define GNN_OPT_TRANSFORMS_PRUNING_LEDGER_H

#include "gnn-opt/Analysis/ChannelGroups.h"
#include "gnn-opt/Support/OriginalModel.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/Support/JSON.h"

namespace mlir::gnn {

/// A channel that is about to go.
struct ChannelRemovalRecord {
  StringRef pass;
  StringRef removalClass;
  StringRef criterion;
  const ChannelGroup *group;
  unsigned channel;
  std::optional<double> score = std::nullopt;
  std::optional<unsigned> survivor = std::nullopt;
  /// For which inputs a proved or merged channel changes nothing: `proved` for
  /// every one, `proved-for-box`, `proved-for-graph`; see InputDomain.h.
  StringRef proof = {};
};

/// Elements of a parameter that are about to become zero.
struct WeightRemovalRecord {
  StringRef pass;
  StringRef criterion;
  ml_program::GlobalOp parameter;
  /// By row-major element.
  const llvm::BitVector &removed;
  std::optional<double> threshold = std::nullopt;
  /// What went together; empty where each weight went by itself.
  StringRef pattern = {};
  /// Whether weights that stay changed, to make up for it.
  bool compensated = false;
};

/// A layer that is about to be bypassed, with parameters that then go.
struct LayerRemovalRecord {
  StringRef pass;
  StringRef criterion;
  StringRef layer;
  ArrayRef<ml_program::GlobalOp> parameters;
  std::optional<double> score = std::nullopt;
};

class Ledger {
public:
  /// What earlier passes recorded in the module; where none has, the module as
  /// it is becomes the original. Call before any change. An error where the
  /// record is damaged.
  static FailureOr<Ledger> read(ModuleOp module);

  /// Record removals, and emit each as a remark on the parameter. Call before
  /// any of them: indices are those of now. Errors: `gnn.channels` does not
  /// fit.
  LogicalResult record(const ChannelGroups &groups,
                       ArrayRef<ChannelRemovalRecord> removals);
  LogicalResult record(const WeightRemovalRecord &removal);
  void record(const LayerRemovalRecord &removal);

  /// Puts the record into the module and, unless `path` is empty, writes it to
  /// that file, whole or not at all.
  LogicalResult write(ModuleOp module, StringRef path) const;

private:
  llvm::Error parse(StringRef text);
  llvm::Error readFields(const llvm::json::Object &object);
  /// With the parameters of now, unless they are null.
  void print(raw_ostream &os, llvm::json::Value parameters) const;

  OriginalModel original;
  /// Entries as text: of a JSON object the tables alone take kilobytes.
  std::vector<std::string> channels, weights, layers;
};

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_PRUNING_LEDGER_H
