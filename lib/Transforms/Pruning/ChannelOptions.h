//===- ChannelOptions.h - What users ask of channels ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Options that the passes which remove channels share, from text. Errors begin
// with the name of the pass.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELOPTIONS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELOPTIONS_H

#include "gnn-opt/Transforms/Pruning/ChannelPruning.h"

namespace mlir::gnn {

/// As users type them.
struct ChannelOptionTexts {
  StringRef criterion;
  StringRef reduction;
  StringRef scope;
  StringRef normalizer;
  /// NaN where absent.
  double ratio;
  int64_t roundTo = 1;
  /// NAME:RATIO, each.
  ArrayRef<std::string> ratios;
  /// Parts of the model that stay; and, unless empty, the only ones that lose
  /// channels.
  ArrayRef<std::string> protectedParts;
  ArrayRef<std::string> onlyParts;
};

class ChannelOptionReader {
public:
  /// Groups that are not `inHeads` stay where `heads`.
  ChannelOptionReader(const ChannelGroups &groups, StringRef pass,
                      bool heads = false)
      : groups(groups), pass(pass), heads(heads) {}

  /// All but `seed`, `groups` and what selections need of a cost model.
  LogicalResult read(const ChannelOptionTexts &texts,
                     ChannelPruningOptions &options) const;

  /// `gnn-prune-channels expects `
  InFlightDiagnostic expects() const;

private:
  LogicalResult readNames(const ChannelOptionTexts &texts,
                          ChannelPruningOptions &options) const;
  LogicalResult readNumbers(const ChannelOptionTexts &texts,
                            SelectionOptions &selection) const;
  LogicalResult readRatio(StringRef text, SelectionOptions &selection) const;
  LogicalResult checkRatio(double value, const Twine &name) const;
  LogicalResult readParts(const ChannelOptionTexts &texts,
                          SelectionOptions &selection) const;

  using Groups = SmallVector<const ChannelGroup *>;
  FailureOr<Groups> findPart(StringRef name) const;
  FailureOr<const ChannelGroup *> findGroup(StringRef name) const;
  unsigned getNumber(const ChannelGroup *group) const {
    return group - groups.getGroups().begin();
  }

  const ChannelGroups &groups;
  StringRef pass;
  bool heads;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELOPTIONS_H
