//===- RowPanel.cpp - Rows in the lanes of vectors ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RowPanel.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

/// Two units take four cycles each: so many products are under way.
static constexpr int64_t productsUnderWay = 8;
/// To go through an output once more takes as long as so many weights lose in
/// narrow panels.
static constexpr int64_t weightsPerBlock = 40;

/// Of a panel: two thirds of an L1 cache, which is 48 KB where vectors are
/// wide, and else three quarters of 32. Weights and sums go by.
static int64_t getCachedElements(int64_t vectorWidth) {
  return vectorWidth >= 16 ? 8192 : 6144;
}

RowPanel RowPanel::of(int64_t vectors, int64_t inputs, int64_t vectorWidth) {
  RowPanel panel{vectors, vectorWidth, 0, 0};
  int64_t most =
      std::max<int64_t>(getCachedElements(vectorWidth) / panel.countRows(), 1);
  int64_t fewest = llvm::divideCeil(inputs, most);
  panel.blockInputs = std::min<int64_t>(
      inputs, llvm::alignTo(llvm::divideCeil(inputs, fewest), vectorWidth));
  panel.blocks = llvm::divideCeil(inputs, panel.blockInputs);
  return panel;
}

/// A line of many vectors shares what a weight costs; one of few has all
/// inputs in fewer blocks.
RowPanel RowPanel::choose(const ParameterValues &weight, int64_t vectorWidth) {
  int64_t inputs = weight.dim(1), outputs = weight.dim(0);
  RowPanel wide = of(/*vectors=*/4, inputs, vectorWidth);
  RowPanel narrow = of(/*vectors=*/2, inputs, vectorWidth);
  int64_t stored =
      llvm::count_if(weight.values, [](float value) { return value != 0; });
  bool isShort =
      stored < weightsPerBlock * outputs * (wide.blocks - narrow.blocks);
  return isShort ? narrow : wide;
}

int64_t RowPanel::countSums() const {
  return llvm::divideCeil(productsUnderWay, vectors);
}
