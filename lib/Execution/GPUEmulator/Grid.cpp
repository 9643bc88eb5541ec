//===- Grid.cpp - A launch of a kernel ------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Grid.h"

using namespace mlir::gnn::emulator;

bool Grid::takeBlock(Dim3 &block) {
  uint64_t number = nextBlock++;
  if (failed || number >= size.grid.size())
    return false;
  block.x = number % size.grid.x;
  block.y = number / size.grid.x % size.grid.y;
  block.z = number / size.grid.x / size.grid.y;
  return true;
}

void Grid::fail(std::string message) {
  std::lock_guard lock(mutex);
  if (failed)
    return;
  failure = std::move(message);
  failed = true;
}

void Grid::add(const KernelCounts &more) {
  std::lock_guard lock(mutex);
  counts += more;
}
