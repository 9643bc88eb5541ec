//===- HeadVectors.cpp - Which vectors hold the channels of heads ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeadVectors.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

HeadVectors::HeadVectors(int64_t heads, int64_t width, int64_t vectorWidth)
    : heads(heads), width(width) {
  ChannelTiles row(heads * width, vectorWidth), own(width, vectorWidth);
  bool areShared = llvm::isPowerOf2_64(width) && width <= row.lanes();
  groups = areShared ? LaneGroups{row.lanes(), width}
                     : LaneGroups{own.lanes(), own.lanes()};
  if (areShared)
    for (int64_t piece = 0; piece < row.count(); ++piece)
      parts.emplace_back(row.lanes(), vectorWidth, row.offset(piece));
  else
    for (int64_t head = 0; head < heads; ++head)
      parts.emplace_back(width, vectorWidth, head * width);
}

/// The last part may repeat heads of the one before.
int64_t HeadVectors::getSumOf(int64_t head) const {
  if (groups.count() == 1)
    return head;
  int64_t part = head / groups.count();
  int64_t firstHead = parts[part].offset(0) / width;
  return part * groups.count() + head - firstHead;
}
