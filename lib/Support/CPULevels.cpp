//===- CPULevels.cpp - Generations of x86-64 processors -------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/CPULevels.h"

#include "gnn-opt/Support/Text.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir::gnn;

llvm::ArrayRef<CPULevel> mlir::gnn::getCPULevels() {
  // SSE2 takes 8 lanes in two registers, no slower than 4, and so reads the
  // weights of AVX2.
  static const CPULevel levels[] = {
      {"x86-64", 1, 8}, {"x86-64-v3", 3, 8}, {"x86-64-v4", 4, 16}};
  return levels;
}

const CPULevel *mlir::gnn::findCPULevel(llvm::StringRef name) {
  llvm::ArrayRef<CPULevel> levels = getCPULevels();
  auto found = llvm::find_if(
      levels, [&](const CPULevel &level) { return level.name == name; });
  return found == levels.end() ? nullptr : &*found;
}

llvm::Expected<llvm::SmallVector<CPULevel>>
mlir::gnn::parseCPULevels(llvm::ArrayRef<llvm::StringRef> names) {
  if (names.empty())
    return llvm::createStringError("expected a processor but got none");
  llvm::SmallVector<CPULevel> levels;
  for (llvm::StringRef name : names) {
    const CPULevel *level = findCPULevel(name);
    if (!level)
      return llvm::createStringError("expected processors to be x86-64, "
                                     "x86-64-v3 or x86-64-v4 but got " +
                                     quote(name));
    if (llvm::count(names, name) != 1)
      return llvm::createStringError("expected each processor once but got " +
                                     quote(name) + " twice");
    levels.push_back(*level);
  }
  llvm::sort(levels, [](const CPULevel &a, const CPULevel &b) {
    return a.number < b.number;
  });
  return levels;
}
