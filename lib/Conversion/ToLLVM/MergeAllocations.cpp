//===- MergeAllocations.cpp - One block for all temporaries of a call -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/ToLLVM/Passes.h"

#include "TemporarySlots.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/CSE.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_MERGEALLOCATIONS
#include "gnn-opt/Conversion/ToLLVM/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// Moves these ops of the block to its begin, in their order; the op before
/// which what needs them goes.
static Block::iterator moveToBegin(Block &block,
                                   const SetVector<Operation *> &ops) {
  SmallVector<Operation *> ordered;
  for (Operation &op : block)
    if (ops.contains(&op))
      ordered.push_back(&op);
  for (Operation *op : llvm::reverse(ordered))
    op->moveBefore(&block, block.begin());
  return std::next(block.begin(), ordered.size());
}

namespace {
/// Writes the arithmetic, and cuts the block into buffers.
class BlockBuilder {
public:
  BlockBuilder(func::FuncOp function, Block::iterator position)
      : b(function.getLoc(), function.getContext()) {
    b.setInsertionPoint(&function.front(), position);
  }

  void build(ArrayRef<Slot> slots) {
    SmallVector<Value> offsets;
    Value end = index(0);
    for (const Slot &slot : slots) {
      offsets.push_back(end);
      end = b.createOrFold<arith::AddIOp>(end, sizeOf(slot));
    }
    auto bytes = MemRefType::get({ShapedType::kDynamic}, b.getI8Type());
    Value block = memref::AllocOp::create(b, bytes, end,
                                          b.getI64IntegerAttr(slotAlignment));
    Operation *terminator = b.getBlock()->getTerminator();
    for (auto [slot, offset] : llvm::zip_equal(slots, offsets))
      for (const Temporary &temporary : slot)
        replace(temporary, block, offset);
    // Only now: the insertion point may be one of them.
    for (Operation *op : replaced)
      op->erase();
    b.setInsertionPoint(terminator);
    memref::DeallocOp::create(b, block);
  }

private:
  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(b, value);
  }

  /// Bytes of the largest temporary, up to the next aligned address.
  Value sizeOf(const Slot &slot) {
    Value size = bytesOf(slot.front().alloc);
    for (unsigned i = 1; i < slot.size(); ++i)
      if (!haveSameSize(slot[i - 1].alloc, slot[i].alloc))
        size = b.createOrFold<arith::MaxUIOp>(size, bytesOf(slot[i].alloc));
    size = b.createOrFold<arith::AddIOp>(size, index(slotAlignment - 1));
    return b.createOrFold<arith::AndIOp>(size, index(-slotAlignment));
  }

  Value bytesOf(memref::AllocOp alloc) {
    MemRefType type = alloc.getType();
    int64_t known = type.getElementTypeBitWidth() / 8;
    for (int64_t size : type.getShape())
      known *= ShapedType::isDynamic(size) ? 1 : size;
    Value bytes = index(known);
    for (Value size : alloc.getDynamicSizes())
      bytes = b.createOrFold<arith::MulIOp>(bytes, size);
    return bytes;
  }

  void replace(const Temporary &temporary, Value block, Value offset) {
    memref::AllocOp alloc = temporary.alloc;
    Value view = memref::ViewOp::create(b, alloc.getType(), block, offset,
                                        alloc.getDynamicSizes());
    alloc.replaceAllUsesWith(view);
    replaced.append({temporary.dealloc, alloc});
  }

  ImplicitLocOpBuilder b;
  SmallVector<Operation *> replaced;
};
} // namespace

/// Sizes of rows that a buffer was given are those that it was given, and do
/// not wait for it. Upstream does not resolve them.
static void resolveSizes(func::FuncOp function) {
  function.walk([](memref::DimOp dim) {
    auto rows = dim.getSource().getDefiningOp<memref::ReinterpretCastOp>();
    std::optional<int64_t> index = dim.getConstantIndex();
    if (!rows || !index || *index < 0 || *index >= rows.getType().getRank())
      return;
    ImplicitLocOpBuilder b(dim.getLoc(), dim);
    dim.replaceAllUsesWith(getValueOrCreateConstantIndexOp(
        b, dim.getLoc(), rows.getMixedSizes()[*index]));
    dim.erase();
  });
}

static void mergeAllocations(func::FuncOp function) {
  if (!llvm::hasSingleElement(function.getBody()))
    return;
  resolveSizes(function);
  // Equal sizes are one value.
  IRRewriter rewriter(function.getContext());
  DominanceInfo dominance(function);
  eliminateCommonSubExpressions(rewriter, dominance, function);
  SetVector<Operation *> sizes;
  auto temporaries = findTemporaries(function.front(), sizes);
  if (temporaries.size() < 2)
    return;
  SmallVector<Slot> slots = assignSlots(temporaries);
  Block::iterator position = moveToBegin(function.front(), sizes);
  BlockBuilder(function, position).build(slots);
}

namespace {
struct MergeAllocations : gnn::impl::MergeAllocationsBase<MergeAllocations> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      mergeAllocations(function);
  }
};
} // namespace
