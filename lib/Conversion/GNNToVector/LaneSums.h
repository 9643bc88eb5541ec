//===- LaneSums.h - Sums across the lanes of many vectors ----- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LANESUMS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LANESUMS_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// Sums of neighbouring lanes: all lanes of a vector, or groups of them.
struct LaneGroups {
  /// Powers of two.
  int64_t lanes, group;

  /// Sums that a vector holds.
  int64_t count() const { return lanes / group; }
};

/// One vector with the sums of `groups.group` vectors: that of group g of
/// vector i is lane `i * groups.count() + g`. Two shuffles and an addition make
/// one vector of two, so a sum across 16 lanes costs three instructions in
/// place of eight. `vector` is called for each vector when it is wanted, in
/// order.
Value sumLaneGroups(Emitter &e, const LaneGroups &groups,
                    function_ref<Value(int64_t number)> vector);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_LANESUMS_H
