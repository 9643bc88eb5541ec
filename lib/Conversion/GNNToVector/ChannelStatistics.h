//===- ChannelStatistics.h - Sums and maxima over the channels of a row ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_CHANNELSTATISTICS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_CHANNELSTATISTICS_H

#include "ChannelTiles.h"

namespace mlir::gnn {

/// The sum of the terms over all channels, as f32. Each channel counts once.
Value sumOverChannels(Emitter &e, const ChannelTiles &tiles, RowTerm term);

/// The largest, or least, term of all channels; NaN where one is NaN. Minus
/// infinity, or infinity, where there are no channels.
Value maximumOverChannels(Emitter &e, const ChannelTiles &tiles, RowTerm term);
Value minimumOverChannels(Emitter &e, const ChannelTiles &tiles, RowTerm term);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_CHANNELSTATISTICS_H
