//===- LatencyComparison.cpp - Which of two programs is faster ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/LatencyComparison.h"

#include "gnn-opt/Execution/Latency.h"

using namespace mlir::gnn;

llvm::Error LatencyComparison::addTurn(unsigned calls) {
  auto before = measureLatency(baseline, calls, /*warmUp=*/1);
  if (!before)
    return before.takeError();
  auto after = measureLatency(candidate, calls, /*warmUp=*/1);
  if (!after)
    return after.takeError();
  ratios.push_back(after->median / before->median);
  return llvm::Error::success();
}
