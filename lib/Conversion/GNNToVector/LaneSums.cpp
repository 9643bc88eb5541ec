//===- LaneSums.cpp - Sums across the lanes of many vectors ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LaneSums.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// What x86 shuffles in one instruction of two vectors: elements within each
/// 128 bits, or whole 128 bits.
static constexpr int64_t shuffledLanes = 4;

using Lanes = SmallVector<int64_t>;

namespace {
/// A binary tree of additions. Level 0 adds pairs of vectors, each level one
/// more bit of a lane's number, the lowest first.
class LaneTree {
public:
  LaneTree(const LaneGroups &groups, function_ref<Value(int64_t number)> vector)
      : groups(groups), vector(vector) {}

  Value sum(Emitter &e) const {
    Value sums = sum(e, 0, llvm::Log2_64(groups.group));
    Lanes order = getOrder();
    return llvm::is_sorted(order)
               ? sums
               : Value(vector::ShuffleOp::create(e, sums, sums, order));
  }

private:
  /// The sums of 2^levels vectors.
  Value sum(Emitter &e, int64_t first, int64_t levels) const {
    if (levels == 0)
      return vector(first);
    --levels;
    Value a = sum(e, first, levels);
    Value b = sum(e, first + (int64_t(1) << levels), levels);
    return e.add(
        vector::ShuffleOp::create(e, a, b, getPairs(levels, /*odd=*/false)),
        vector::ShuffleOp::create(e, a, b, getPairs(levels, /*odd=*/true)));
  }

  /// Lanes of (a, b) that a level adds: blocks that are even, or odd. Within
  /// each 128 bits, and when these are summed up, blocks of 128 bits.
  Lanes getPairs(int64_t level, bool odd) const {
    int64_t inner = std::min(shuffledLanes, groups.lanes);
    bool isInner = (int64_t(1) << level) < inner;
    int64_t block = isInner ? 1 : inner, span = isInner ? inner : groups.lanes;
    Lanes pairs;
    for (int64_t begin = 0; begin < groups.lanes; begin += span)
      for (int64_t operand : {int64_t(0), groups.lanes})
        for (int64_t pair = 0; pair < span; pair += 2 * block)
          for (int64_t i = 0; i < block; ++i)
            pairs.push_back(operand + begin + pair + odd * block + i);
    return pairs;
  }

  /// Which sum each lane holds behind some levels, counted from vector `first`.
  Lanes getSums(int64_t first, int64_t levels) const {
    Lanes sums;
    if (levels == 0) {
      for (int64_t lane = 0; lane < groups.lanes; ++lane)
        sums.push_back(first * groups.count() + lane / groups.group);
      return sums;
    }
    --levels;
    Lanes both = getSums(first, levels);
    llvm::append_range(both, getSums(first + (int64_t(1) << levels), levels));
    for (int64_t lane : getPairs(levels, /*odd=*/false))
      sums.push_back(both[lane]);
    return sums;
  }

  /// The lane of each sum.
  Lanes getOrder() const {
    Lanes order(groups.lanes);
    Lanes sums = getSums(0, llvm::Log2_64(groups.group));
    for (auto [lane, sum] : llvm::enumerate(sums))
      order[sum] = lane;
    return order;
  }

  LaneGroups groups;
  function_ref<Value(int64_t number)> vector;
};
} // namespace

Value gnn::sumLaneGroups(Emitter &e, const LaneGroups &groups,
                         function_ref<Value(int64_t number)> vector) {
  return LaneTree(groups, vector).sum(e);
}
