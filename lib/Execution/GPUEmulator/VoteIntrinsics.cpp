//===- VoteIntrinsics.cpp - What a warp agrees on -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"

#include <algorithm>
#include <cstring>

using namespace mlir::gnn::emulator;

template <typename Result>
static void give(const WarpCall &call, Result result) {
  for (unsigned lane = 0; lane < warpSize; ++lane)
    if (call.has(lane))
      std::memcpy(call.results[lane], &result, sizeof(result));
}

/// Lanes whose predicate, the second operand, holds.
static uint32_t getVotes(const WarpCall &call) {
  uint32_t votes = 0;
  for (unsigned lane = 0; lane < warpSize; ++lane)
    if (call.has(lane) && (call.operands[lane][1] & 1))
      votes |= 1u << lane;
  return votes;
}

static const char *voteAll(WarpCall &call) {
  give(call, getVotes(call) == call.arrived);
  return nullptr;
}
static const char *voteAny(WarpCall &call) {
  give(call, getVotes(call) != 0);
  return nullptr;
}
static const char *voteUniform(WarpCall &call) {
  uint32_t votes = getVotes(call);
  give(call, votes == 0 || votes == call.arrived);
  return nullptr;
}
static const char *ballot(WarpCall &call) {
  give(call, getVotes(call));
  return nullptr;
}

/// redux.sync: the value is the first operand, the mask the second.
template <typename Value, Value (*combine)(Value, Value)>
static const char *reduce(WarpCall &call) {
  bool first = true;
  Value result = 0;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    if (!call.has(lane))
      continue;
    Value value = static_cast<Value>(call.operands[lane][0]);
    result = first ? value : combine(result, value);
    first = false;
  }
  give(call, result);
  return nullptr;
}

static int32_t add(int32_t a, int32_t b) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) +
                              static_cast<uint32_t>(b));
}
static int32_t least(int32_t a, int32_t b) { return std::min(a, b); }
static int32_t most(int32_t a, int32_t b) { return std::max(a, b); }
static uint32_t leastUnsigned(uint32_t a, uint32_t b) { return std::min(a, b); }
static uint32_t mostUnsigned(uint32_t a, uint32_t b) { return std::max(a, b); }
static uint32_t bitAnd(uint32_t a, uint32_t b) { return a & b; }
static uint32_t bitOr(uint32_t a, uint32_t b) { return a | b; }
static uint32_t bitXor(uint32_t a, uint32_t b) { return a ^ b; }

llvm::ArrayRef<EmulatedIntrinsic> mlir::gnn::emulator::getVoteIntrinsics() {
  static const EmulatedIntrinsic intrinsics[] = {
      warp("llvm.nvvm.vote.all.sync", voteAll, 0),
      warp("llvm.nvvm.vote.any.sync", voteAny, 0),
      warp("llvm.nvvm.vote.uni.sync", voteUniform, 0),
      warp("llvm.nvvm.vote.ballot.sync", ballot, 0),
      warp("llvm.nvvm.redux.sync.add", reduce<int32_t, add>, 1),
      warp("llvm.nvvm.redux.sync.min", reduce<int32_t, least>, 1),
      warp("llvm.nvvm.redux.sync.max", reduce<int32_t, most>, 1),
      warp("llvm.nvvm.redux.sync.umin", reduce<uint32_t, leastUnsigned>, 1),
      warp("llvm.nvvm.redux.sync.umax", reduce<uint32_t, mostUnsigned>, 1),
      warp("llvm.nvvm.redux.sync.and", reduce<uint32_t, bitAnd>, 1),
      warp("llvm.nvvm.redux.sync.or", reduce<uint32_t, bitOr>, 1),
      warp("llvm.nvvm.redux.sync.xor", reduce<uint32_t, bitXor>, 1),
  };
  return intrinsics;
}
