//===- ChannelRemarks.h - Why channels go, and why not ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELREMARKS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELREMARKS_H

#include "gnn-opt/Transforms/Pruning/ChannelSelection.h"

namespace mlir::gnn {

/// A remark on each group that `ratio` would take channels of, but that is
/// frozen; `ownRatios` go before it.
void explainFrozen(StringRef pass, const ChannelGroups &groups,
                   const SelectionOptions &selection, double ratio);

/// A remark on each selected group whose channels see each other: those that
/// stay change.
void explainCoupling(StringRef pass, const ChannelGroups &groups,
                     const ChannelSelection &selection);

/// `12 channels removed`.
void explainTotal(StringRef pass, const ChannelGroups &groups, size_t removed,
                  StringRef what);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELREMARKS_H
