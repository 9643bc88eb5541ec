//===- Launch.h - Kernels and the threads in them ------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_LAUNCH_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_LAUNCH_H

#include "KernelLowering.h"

namespace mlir::gnn {

/// Threads in a warp, which run in step and exchange registers.
inline constexpr int64_t warpThreads = 32;
/// Threads in a block: four warps hide each other's latency, and a block that
/// waits for its slowest row keeps few others waiting.
inline constexpr int64_t blockThreads = 128;
inline constexpr int64_t blockWarps = blockThreads / warpThreads;

/// Blocks of threads: `x` by `y`.
struct Grid {
  Value x;
  int64_t y = 1;
  int64_t threads = blockThreads;
};

/// Where a thread is, and the memory that its block shares.
struct Thread {
  Value blockX, blockY, id;
  ValueRange shared;
};

/// Launches a kernel whose threads run `body`. A grid without blocks is no
/// launch. The kernel is called after `op`, which it computes.
void launch(Emitter &e, KernelContext &context, Operation *op, Grid grid,
            function_ref<void(const Thread &thread)> body,
            TypeRange sharedMemory = {});

/// Memory that the threads of a block share.
MemRefType sharedMemory(ArrayRef<int64_t> shape, Type element);

/// All threads of the block wait for each other, and see what the others wrote
/// in shared memory before.
void barrier(Emitter &e);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_LAUNCH_H
