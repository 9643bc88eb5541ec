//===- HeadVectors.h - Which vectors hold the channels of heads - -*- C++ -*-=//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADVECTORS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADVECTORS_H

#include "ChannelTiles.h"
#include "LaneSums.h"

namespace mlir::gnn {

/// Which vectors hold the channels of heads. Heads whose width is a power of
/// two share vectors where these are wider; other heads have vectors of their
/// own.
class HeadVectors {
public:
  HeadVectors(int64_t heads, int64_t width, int64_t vectorWidth);

  int64_t countHeads() const { return heads; }
  /// The channels whose products one vector of partial sums adds up.
  ArrayRef<ChannelTiles> getParts() const { return parts; }
  /// The lanes of such a vector that one head has.
  const LaneGroups &getGroups() const { return groups; }
  /// Which sum of all vectors of a row is that of a head.
  int64_t getSumOf(int64_t head) const;

private:
  int64_t heads, width;
  LaneGroups groups;
  SmallVector<ChannelTiles> parts;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_HEADVECTORS_H
