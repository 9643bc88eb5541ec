//===- RemoveChannels.h - Take channels out of a module ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_PRUNING_REMOVECHANNELS_H
#define GNN_OPT_TRANSFORMS_PRUNING_REMOVECHANNELS_H

#include "gnn-opt/Analysis/ChannelGroups.h"

namespace mlir::gnn {

/// Removes whole channels, given by their numbers: slices every parameter that
/// has them, gives every value its smaller type, and keeps `gnn.channels` up to
/// date (OriginalChannels.h). Since a channel is closed under all links, every
/// tensor stays rectangular, and no op is known here.
///
/// Fails with an error, before anything changes, where a channel is frozen or
/// an axis would be left empty, or where a parameter has no values; and
/// afterwards where the module no longer verifies. `groups` is out of date
/// after success.
LogicalResult removeChannels(const ChannelGroups &groups,
                             ArrayRef<unsigned> channels);

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_PRUNING_REMOVECHANNELS_H
