//===- RowGroups.h - Rows that share their statistics --------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWGROUPS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWGROUPS_H

#include "RowShape.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// The rows of a matrix as groups that are normalised together: the nodes of
/// each graph of a batch, or all of them.
class RowGroups {
public:
  /// `pointers` says where each graph begins, or is null where all rows are one
  /// group. Launches a kernel that writes down each row's group.
  RowGroups(Emitter &e, KernelContext &context, Operation *op, Value rows,
            Value pointers);

  Value count() const { return numGroups; }
  Segment segment(Emitter &e, Value group) const;
  /// The group of a row, for its threads.
  Value groupOf(Emitter &e, Value row) const;

private:
  Value rows, pointers, numGroups, groups;
};

/// How the values of a group become one: `type` is that of partial results.
struct GroupReduction {
  Type type;
  double neutral;
  function_ref<Value(Value a, Value b)> combine;
  /// f32, from what all values became and how many there were.
  function_ref<Value(Value combined, Value count)> finish;
};

/// One f32 for each group, from one f32 for each of its rows, in a new buffer.
/// A block of threads takes a group, always in the same order.
Value reduceGroups(Emitter &e, KernelContext &context, Operation *op,
                   const RowGroups &groups, Value rowValues,
                   const GroupReduction &reduction);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_ROWGROUPS_H
