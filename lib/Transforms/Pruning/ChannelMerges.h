//===- ChannelMerges.h - What takes up a pruned channel ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELMERGES_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELMERGES_H

#include "FoldChannels.h"

namespace mlir::gnn {

/// For each removed channel the one that stays and is most like it, and the
/// factor (Redundancy.h). None for a channel that is like no other, nor where
/// adding to a weight's slice would show elsewhere. Fails with an error where a
/// weight has no Gram matrix.
FailureOr<SmallVector<ChannelMerge>> findMerges(const ChannelGroups &groups,
                                                ArrayRef<unsigned> removed);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_CHANNELMERGES_H
