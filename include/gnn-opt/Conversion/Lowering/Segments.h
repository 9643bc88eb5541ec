//===- Segments.h - Rows of compressed storage ---------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_SEGMENTS_H
#define GNN_OPT_CONVERSION_LOWERING_SEGMENTS_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// The edges (or stored elements) of a row: [pointers[row], pointers[row + 1]).
struct Segment {
  Value begin, end;
};
Segment segmentOf(Emitter &e, Value pointers, Value row);

/// The number of rows that pointers describe: one less than there are.
Value rowsOf(Emitter &e, Value pointers);

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_SEGMENTS_H
