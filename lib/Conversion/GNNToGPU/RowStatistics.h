//===- RowStatistics.h - Sums and maxima over a row -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWSTATISTICS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWSTATISTICS_H

#include "RowShape.h"

namespace mlir::gnn {

using Combine = function_ref<Value(Value a, Value b)>;

/// The sum, largest or least of the terms over all channels of a row, f32, in
/// each of its threads. The shape is one of whole rows, and all threads of a
/// warp must come here: they exchange registers.
Value sumOverRow(Emitter &e, const RowShape &shape, const RowThread &thread,
                 RowTerm term);
Value maximumOverRow(Emitter &e, const RowShape &shape, const RowThread &thread,
                     RowTerm term);
Value minimumOverRow(Emitter &e, const RowShape &shape, const RowThread &thread,
                     RowTerm term);

/// `value` combined over groups of `threads` neighbours of a warp, a power of
/// two, in each of them.
Value combineOverThreads(Emitter &e, Value value, int64_t threads,
                         Combine combine);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWSTATISTICS_H
