//===- TemporarySlots.cpp - Which temporaries share memory ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemporarySlots.h"

#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

/// The only op that frees the buffer, in the block that allocates it.
static memref::DeallocOp findDeallocation(memref::AllocOp alloc) {
  auto deallocs = llvm::filter_to_vector(alloc->getUsers(),
                                         llvm::IsaPred<memref::DeallocOp>);
  if (deallocs.size() != 1 || deallocs[0]->getBlock() != alloc->getBlock())
    return {};
  return cast<memref::DeallocOp>(deallocs[0]);
}

/// What can be cut out of bytes at a multiple of the alignment.
static bool isPlainBuffer(memref::AllocOp alloc) {
  MemRefType type = alloc.getType();
  return type.getLayout().isIdentity() && !type.getMemorySpace() &&
         alloc.getSymbolOperands().empty() &&
         alloc.getAlignment().value_or(1) <= slotAlignment &&
         type.getElementType().isIntOrFloat() &&
         type.getElementTypeBitWidth() % 8 == 0;
}

/// Adds the ops that the sizes are computed by; false where one of them cannot
/// be executed first in the function.
static bool collectSizes(memref::AllocOp alloc, SetVector<Operation *> &ops) {
  SetVector<Operation *> own;
  BackwardSliceOptions options;
  options.inclusive = true;
  options.omitBlockArguments = true;
  for (Value size : alloc.getDynamicSizes())
    if (Operation *op = size.getDefiningOp())
      if (failed(getBackwardSlice(op, &own, options)))
        return false;
  if (!llvm::all_of(own, [&](Operation *op) {
        return op->getBlock() == alloc->getBlock() && isPure(op);
      }))
    return false;
  ops.insert_range(own);
  return true;
}

/// Why the buffer stays as it is, or nothing.
static std::optional<StringRef> findObstacle(const Temporary &temporary,
                                             SetVector<Operation *> &sizes) {
  if (!temporary.dealloc)
    return "it is not freed in its block";
  if (!isPlainBuffer(temporary.alloc))
    return "it has a layout, a memory space or an alignment of its own";
  if (!collectSizes(temporary.alloc, sizes))
    return "its size is not known when the function begins";
  return std::nullopt;
}

SmallVector<Temporary> gnn::findTemporaries(Block &block,
                                            SetVector<Operation *> &sizes) {
  SmallVector<Temporary> temporaries;
  for (auto alloc : block.getOps<memref::AllocOp>()) {
    Temporary temporary{alloc, findDeallocation(alloc)};
    if (std::optional<StringRef> obstacle = findObstacle(temporary, sizes))
      remark::missed(alloc.getLoc(),
                     remark::RemarkOpts::name("MergeAllocations")
                         .category("gnn-merge-allocations"))
          << remark::reason("keeps an allocation of its own: {0}", *obstacle);
    else
      temporaries.push_back(temporary);
  }
  return temporaries;
}

bool gnn::haveSameSize(memref::AllocOp a, memref::AllocOp b) {
  return a.getType() == b.getType() &&
         llvm::equal(a.getDynamicSizes(), b.getDynamicSizes());
}

/// A slot whose last temporary is dead when `alloc` begins: one of its size, or
/// any, since the larger of two is less than both.
static Slot *findFreeSlot(MutableArrayRef<Slot> slots, memref::AllocOp alloc) {
  Slot *free = nullptr;
  for (Slot &slot : slots) {
    if (!slot.back().dealloc->isBeforeInBlock(alloc))
      continue;
    if (haveSameSize(slot.back().alloc, alloc))
      return &slot;
    free = &slot;
  }
  return free;
}

SmallVector<Slot> gnn::assignSlots(ArrayRef<Temporary> temporaries) {
  SmallVector<Slot> slots;
  for (const Temporary &temporary : temporaries) {
    if (Slot *slot = findFreeSlot(slots, temporary.alloc))
      slot->push_back(temporary);
    else
      slots.push_back({temporary});
  }
  return slots;
}
