//===- Latency.h - How long a call takes ------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_EXECUTION_LATENCY_H
#define GNN_OPT_EXECUTION_LATENCY_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

#include <vector>

namespace mlir::gnn {

/// Wall-clock time of repeated calls, in milliseconds.
struct Latency {
  double median = 0;
  double min = 0;
  /// The 95th percentile, see percentile() in Support/Statistics.h.
  double p95 = 0;
  /// Every timed call, in order.
  std::vector<double> samples;
};

/// Calls `run` `warmUp` times untimed (first touch of memory, start of threads,
/// compilation) and `repeat` times timed. The first error of `run` ends it and
/// is passed on; `repeat` = 0 is an error.
llvm::Expected<Latency> measureLatency(llvm::function_ref<llvm::Error()> run,
                                       unsigned repeat, unsigned warmUp = 2);

/// Keeps freed memory in this process, as a server's allocator does. glibc
/// gives large blocks back to the system, and every run would fault its
/// temporaries in again, page by page. Call before measuring.
void keepFreedMemory();

} // namespace mlir::gnn

#endif // GNN_OPT_EXECUTION_LATENCY_H
