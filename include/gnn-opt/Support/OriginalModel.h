//===- OriginalModel.h - What a model was before pruning --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of a ledger against which every channel is accounted for: the
// channel groups and parameters that the first pruning pass met. In JSON:
//
//   {"groups": [{"name": "conv1", "size": 8},
//               {"name": "forward.arg1", "size": 3,
//                "frozen": "argument of @forward"}],
//    "parameters": [
//      {"name": "conv1.lin.weight", "shape": [8, 3],
//       "runs": [{"dim": 0, "index": 0, "count": 8,
//                 "group": "conv1", "channel": 0}, ...]}]}
//
// A run says that `count` indices of a dimension, from `index` on, are as many
// channels of a group, from `channel` on. Heads that lie side by side are a run
// each, with the same channels; a concatenation is a run for each of its parts.
// Groups that no parameter has are left out: nothing of them is stored.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_ORIGINALMODEL_H
#define GNN_OPT_SUPPORT_ORIGINALMODEL_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlir::gnn {

/// The version of the ledger's format, and an error for a ledger of another.
inline constexpr int64_t kLedgerVersion = 2;
llvm::Error checkLedgerVersion(const llvm::json::Object &ledger);

/// The channels of all groups are no more than ChannelGroups tells apart.
inline constexpr int64_t kMaxOriginalChannels = int64_t(1) << 25;

struct OriginalGroup {
  std::string name;
  int64_t size;
  /// Why none of its channels might go; empty where they might.
  std::string frozen;
};

struct ChannelRun {
  int64_t dim;
  int64_t index;
  int64_t count;
  /// A position in OriginalModel::groups.
  size_t group;
  int64_t channel;
};

struct OriginalParameter {
  std::string name;
  std::vector<int64_t> shape;
  std::vector<ChannelRun> runs;
};

/// A channel by its group's position and its number in the group.
struct OriginalChannel {
  size_t group;
  int64_t number;

  bool operator==(const OriginalChannel &) const = default;
};

struct OriginalModel {
  std::vector<OriginalGroup> groups;
  std::vector<OriginalParameter> parameters;

  /// Reads the form above. `where` is its place for errors, which also come for
  /// runs that leave their parameter or group.
  static llvm::Expected<OriginalModel> fromJSON(const llvm::json::Object &json,
                                                llvm::StringRef where);
  llvm::json::Object toJSON() const;

  /// Null where there is none of that name.
  const OriginalParameter *findParameter(llvm::StringRef name) const;

  /// The channel at an index of a parameter's dimension, where one is.
  std::optional<OriginalChannel> findChannel(llvm::StringRef parameter,
                                             int64_t dim, int64_t index) const;
};

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_ORIGINALMODEL_H
