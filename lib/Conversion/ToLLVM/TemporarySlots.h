//===- TemporarySlots.h - Which temporaries share memory ------ -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_TOLLVM_TEMPORARYSLOTS_H
#define GNN_OPT_LIB_CONVERSION_TOLLVM_TEMPORARYSLOTS_H

#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace mlir::gnn {

/// A cache line, and a multiple of every vector.
inline constexpr int64_t slotAlignment = 64;

/// A buffer of a function, alive between two ops of its block.
struct Temporary {
  memref::AllocOp alloc;
  memref::DeallocOp dealloc;
};

/// Memory that temporaries have in turns, as large as the largest.
using Slot = SmallVector<Temporary>;

/// The buffers of a block that can be cut out of one, in order; to `sizes` what
/// computes their sizes. Remarks say why others cannot.
SmallVector<Temporary> findTemporaries(Block &block,
                                       SetVector<Operation *> &sizes);

/// Temporaries that are not alive together in one slot.
SmallVector<Slot> assignSlots(ArrayRef<Temporary> temporaries);

/// Whether both take the same number of bytes, as is seen from their operands.
bool haveSameSize(memref::AllocOp a, memref::AllocOp b);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_TOLLVM_TEMPORARYSLOTS_H
