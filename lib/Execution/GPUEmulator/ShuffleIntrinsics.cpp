//===- ShuffleIntrinsics.cpp - Values from other lanes --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"

#include <cstring>

using namespace mlir::gnn::emulator;

namespace {
/// The operands of shfl.sync, in their order.
struct Shuffle {
  uint32_t mask;
  uint32_t value;
  uint32_t offset;
  /// Bits 0 to 4: how far lanes may reach; 8 to 12: which lanes form a segment.
  uint32_t clamp;

  explicit Shuffle(const uint64_t *operands)
      : mask(operands[0]), value(operands[1]), offset(operands[2]),
        clamp(operands[3]) {}

  unsigned segmentMask() const { return clamp >> 8 & 31; }
  unsigned bound() const { return clamp & 31; }
};
} // namespace

/// The lane to read from, and whether it is in reach; as PTX defines it.
using Source = std::pair<int, bool> (*)(int lane, int offset, int first,
                                        int last);

static std::pair<int, bool> fromAbove(int lane, int offset, int, int last) {
  return {lane + offset, lane + offset <= last};
}
static std::pair<int, bool> fromBelow(int lane, int offset, int, int last) {
  return {lane - offset, lane - offset >= last};
}
static std::pair<int, bool> fromMirrored(int lane, int offset, int, int last) {
  return {lane ^ offset, (lane ^ offset) <= last};
}
static std::pair<int, bool> fromIndex(int, int offset, int first, int last) {
  return {first | offset, (first | offset) <= last};
}

/// Every lane of the call gets the value of another, or keeps its own where the
/// other is out of reach. `withPredicate` also tells which of both.
template <Source source, bool withPredicate>
static const char *shuffle(WarpCall &call) {
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    if (!call.has(lane))
      continue;
    Shuffle own(call.operands[lane]);
    int segment = own.segmentMask();
    int last = (int(lane) & segment) | (int(own.bound()) & ~segment);
    int first = int(lane) & segment;
    int offset = source == fromIndex ? int(own.offset) & 31 & ~segment
                                     : int(own.offset) & 31;
    auto [from, inReach] = source(lane, offset, first, last);
    if (!inReach)
      from = lane;
    if (!call.has(from))
      return "a shuffle reads from a lane that takes no part in it";
    uint32_t value = Shuffle(call.operands[from]).value;
    std::memcpy(call.results[lane], &value, sizeof(value));
    if (withPredicate)
      static_cast<char *>(call.results[lane])[sizeof(value)] = inReach;
  }
  return nullptr;
}

llvm::ArrayRef<EmulatedIntrinsic> mlir::gnn::emulator::getShuffleIntrinsics() {
  static const EmulatedIntrinsic intrinsics[] = {
      warp("llvm.nvvm.shfl.sync.down.i32", shuffle<fromAbove, false>, 0),
      warp("llvm.nvvm.shfl.sync.down.f32", shuffle<fromAbove, false>, 0),
      warp("llvm.nvvm.shfl.sync.down.i32p", shuffle<fromAbove, true>, 0),
      warp("llvm.nvvm.shfl.sync.down.f32p", shuffle<fromAbove, true>, 0),
      warp("llvm.nvvm.shfl.sync.up.i32", shuffle<fromBelow, false>, 0),
      warp("llvm.nvvm.shfl.sync.up.f32", shuffle<fromBelow, false>, 0),
      warp("llvm.nvvm.shfl.sync.up.i32p", shuffle<fromBelow, true>, 0),
      warp("llvm.nvvm.shfl.sync.up.f32p", shuffle<fromBelow, true>, 0),
      warp("llvm.nvvm.shfl.sync.bfly.i32", shuffle<fromMirrored, false>, 0),
      warp("llvm.nvvm.shfl.sync.bfly.f32", shuffle<fromMirrored, false>, 0),
      warp("llvm.nvvm.shfl.sync.bfly.i32p", shuffle<fromMirrored, true>, 0),
      warp("llvm.nvvm.shfl.sync.bfly.f32p", shuffle<fromMirrored, true>, 0),
      warp("llvm.nvvm.shfl.sync.idx.i32", shuffle<fromIndex, false>, 0),
      warp("llvm.nvvm.shfl.sync.idx.f32", shuffle<fromIndex, false>, 0),
      warp("llvm.nvvm.shfl.sync.idx.i32p", shuffle<fromIndex, true>, 0),
      warp("llvm.nvvm.shfl.sync.idx.f32p", shuffle<fromIndex, true>, 0),
  };
  return intrinsics;
}
