//===- Segments.cpp - Rows of compressed storage --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/Segments.h"

using namespace mlir;
using namespace mlir::gnn;

Segment gnn::segmentOf(Emitter &e, Value pointers, Value row) {
  return {e.loadIndex(pointers, row), e.loadIndex(pointers, e.plus(row, 1))};
}

Value gnn::rowsOf(Emitter &e, Value pointers) {
  return e.minus(e.sizeOf(pointers), e.index(1));
}
