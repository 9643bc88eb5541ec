//===- Answers.h - Questions to a ledger, and what it says ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_EXPLAIN_ANSWERS_H
#define GNN_OPT_TOOLS_GNN_EXPLAIN_ANSWERS_H

#include "Account.h"

#include "llvm/ADT/MapVector.h"

namespace mlir::gnn {

/// What became of one channel.
struct ChannelFate {
  OriginalChannel channel;
  llvm::StringRef fate;
  /// Null for what is kept, or went unrecorded.
  const Deed *deed;
  /// Where it was merged.
  std::optional<OriginalChannel> survivor;
  /// The layer that it went with; null where it went by itself.
  const RemovedLayer *layer;
  /// The indices that it was, and is.
  std::vector<Slice> was, now;
};

/// A channel; where it was merged the survivor, and so on to the one that was
/// not.
using ChannelAnswer = std::vector<ChannelFate>;

/// What became of one weight.
struct WeightAnswer {
  std::string parameter;
  std::vector<int64_t> index;
  /// Where it is; nothing where it went.
  std::optional<std::vector<int64_t>> now;
  /// The passes that made it zero.
  std::vector<const RemovedWeights *> zeroed;
  /// The channels that it went with.
  std::vector<ChannelAnswer> wentWith;
  /// The layer that it went with, or null.
  const RemovedLayer *layer;
};

/// What a row, column or weight of the pruned model was. An index that was not
/// asked for is none.
struct NowAnswer {
  struct Dim {
    int64_t now;
    int64_t was;
    std::optional<OriginalChannel> channel;
    std::vector<OriginalChannel> merged;
  };
  std::string parameter;
  std::vector<std::optional<Dim>> dims;
};

/// A line of the table: how many channels of a group met which fate.
struct GroupSummary {
  const OriginalGroup *group;
  llvm::MapVector<llvm::StringRef, int64_t> counts;
};

// Questions are texts as users type them; errors say what is wrong with them.

/// `GROUP:INDEX`. A part of a group's name that ends before a dot will do where
/// no other group has it.
llvm::Expected<ChannelAnswer> explainChannel(const Account &account,
                                             llvm::StringRef question);

/// `PARAMETER:I,J,...`, an index for each dimension.
llvm::Expected<WeightAnswer> explainWeight(const Account &account,
                                           llvm::StringRef question);

/// `PARAMETER:I,J,...`; trailing indices may be left out, others left empty.
llvm::Expected<NowAnswer> explainNow(const Account &account,
                                     llvm::StringRef question);

/// All groups. Every summary has `kept`, `pruned`, `proved` and `merged`, and
/// whatever else occurs in one of them; the counts add up to the group's size.
std::vector<GroupSummary> summarize(const Account &account);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_EXPLAIN_ANSWERS_H
