//===- KernelCounts.cpp - What a kernel did to memory ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/GPUEmulator/KernelCounts.h"

#include <algorithm>

using namespace mlir::gnn::emulator;

GlobalCounts &GlobalCounts::operator+=(const GlobalCounts &other) {
  requests += other.requests;
  sectors += other.sectors;
  idealSectors += other.idealSectors;
  return *this;
}

SharedCounts &SharedCounts::operator+=(const SharedCounts &other) {
  requests += other.requests;
  passes += other.passes;
  idealPasses += other.idealPasses;
  maxWays = std::max(maxWays, other.maxWays);
  return *this;
}

BranchCounts &BranchCounts::operator+=(const BranchCounts &other) {
  executed += other.executed;
  divergent += other.divergent;
  return *this;
}

KernelCounts &KernelCounts::operator+=(const KernelCounts &other) {
  launches += other.launches;
  loads += other.loads;
  stores += other.stores;
  shared += other.shared;
  branches += other.branches;
  longestWarp = std::max(longestWarp, other.longestWarp);
  return *this;
}
