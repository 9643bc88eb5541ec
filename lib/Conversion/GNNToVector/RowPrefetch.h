//===- RowPrefetch.h - Asking for the rows that come next ----- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWPREFETCH_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWPREFETCH_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// One of `count` parts of some work.
struct WorkPart {
  Value number;
  int64_t count;
};

/// Lines of a cache that so many elements of f32 take.
int64_t countCacheLines(int64_t elements);

/// Narrower rows that are read together lie together, and are foreseen.
inline constexpr int64_t leastPrefetchedColumns = 128;

/// Asks for one part of the `count` rows from `first` on, as far as there are
/// rows: those that are read when all parts of the work on the rows before are
/// done. A kernel reads several rows at once, each a little at a time, which
/// processors do not foresee. Rows of fewer than `leastColumns` are left out.
void prefetchRows(Emitter &e, Value matrix, Value first, int64_t count,
                  const WorkPart &part,
                  int64_t leastColumns = leastPrefetchedColumns);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWPREFETCH_H
