//===- Account.h - What became of every channel -----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_EXPLAIN_ACCOUNT_H
#define GNN_OPT_TOOLS_GNN_EXPLAIN_ACCOUNT_H

#include "LedgerFile.h"

namespace mlir::gnn {

/// A ledger, with what it says of each original channel.
class Account {
public:
  /// An error where a channel went twice, or merges lead in a circle.
  static llvm::Expected<Account> open(llvm::StringRef path);

  const LedgerFile &getLedger() const { return ledger; }
  const OriginalModel &getOriginal() const { return ledger.original; }

  /// Where an original index of a parameter's dimension is now.
  std::optional<int64_t> findNow(llvm::StringRef parameter, int64_t dim,
                                 int64_t index) const;

  /// How a channel went; null where no pass says so.
  const RemovedChannel *findRemoval(OriginalChannel channel) const;

  /// How an index of a parameter's dimension went.
  const RemovedChannel *findRemoval(llvm::StringRef parameter, int64_t dim,
                                    int64_t index) const;

  /// The layer with which a parameter went; null where it is there.
  const RemovedLayer *findLayer(llvm::StringRef parameter) const;

  /// The layer with which the last parameter that had the channel went; null
  /// where not all of them went so.
  const RemovedLayer *findLayer(OriginalChannel channel) const;

  /// Whether a parameter still has the channel, which no pass has removed.
  bool isKept(OriginalChannel channel) const;

  /// What removed a channel; null for what is kept, or went unrecorded.
  const Deed *findDeed(OriginalChannel channel) const;

  /// `kept`, the kind of deed that removed it, or `unrecorded`.
  llvm::StringRef getFate(OriginalChannel channel) const;

  /// The original indices of a channel, by parameter and dimension; those of
  /// now with `now`.
  std::vector<Slice> getSlices(OriginalChannel channel, bool now) const;

  /// The channels that were merged into this one, at once or by way of others.
  std::vector<OriginalChannel> getMergedInto(OriginalChannel channel) const;

private:
  llvm::Error enterRemovals();
  llvm::Error checkMerges() const;

  LedgerFile ledger;
  /// By group and number: a position in the ledger's channels, or none.
  std::vector<std::vector<int64_t>> removalOf;
};

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_EXPLAIN_ACCOUNT_H
