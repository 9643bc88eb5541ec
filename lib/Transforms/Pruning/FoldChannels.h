//===- FoldChannels.h - Move what a channel does elsewhere ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_FOLDCHANNELS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_FOLDCHANNELS_H

#include "gnn-opt/Analysis/DeadChannels.h"

namespace mlir::gnn {

/// Adds to the bias of each reader what the constant channels among `dead`
/// contribute: `b[o] += sum over k of w[o, k] * c[k]`. A reader without a bias
/// gets one, and one that shares it gets a copy. `groups` does not know the
/// parameters that this makes.
LogicalResult foldConstants(const ChannelGroups &groups, ChannelValues &values,
                            ArrayRef<DeadChannel> dead);

/// A channel that is `factor` times another one.
struct ChannelMerge {
  unsigned channel;
  unsigned survivor;
  double factor = 1;
};

/// Adds the weight slices of each channel, times its factor, to those of its
/// survivor. Fails with an error on a weight that is then no float32.
LogicalResult mergeChannels(const ChannelGroups &groups,
                            ArrayRef<ChannelMerge> merges);

/// Adds the weight slices of each duplicate in `dead` to those of its survivor.
LogicalResult mergeDuplicates(const ChannelGroups &groups,
                              ArrayRef<DeadChannel> dead);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_FOLDCHANNELS_H
