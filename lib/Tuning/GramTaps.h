//===- GramTaps.h - Where the Gram matrices come from -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_GRAMTAPS_H
#define GNN_OPT_LIB_TUNING_GRAMTAPS_H

#include "CalibrationSites.h"
#include "gnn-opt/Execution/Interpreter.h"

namespace mlir::gnn {

/// A value of the instrumented copy that a site's Gram matrix is made of: all
/// columns of T x, or those from `column`, to be multiplied with themselves or
/// with those from `left`, which is tapped before.
struct GramTap {
  unsigned site;
  bool isWhole = true;
  int64_t left = 0;
  int64_t column = 0;
};

/// All taps of one value.
struct TappedValue {
  SmallVector<GramTap, 1> taps;
  RowKind kind = RowKind::nodes;
};

struct GramTaps {
  DenseMap<Value, TappedValue> values;
  /// Parameters of the copy that pick columns of sparse features, [B, C]; the
  /// interpreter gets their values.
  std::vector<std::pair<ml_program::GlobalOp, Matrix>> pickers;
};

/// Adds T x to the copy for each site whose product's rows are mapped. T x of
/// sparse features is computed for some columns at a time, since it is dense.
/// Sites of more than `maxChannels` channels have no tap, which is a remark.
GramTaps addGramTaps(ArrayRef<CalibrationSite> sites, int64_t maxChannels);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_GRAMTAPS_H
