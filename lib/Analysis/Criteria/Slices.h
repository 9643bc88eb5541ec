//===- Slices.h - Elements of a channel, parameter by parameter -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_ANALYSIS_CRITERIA_SLICES_H
#define GNN_OPT_LIB_ANALYSIS_CRITERIA_SLICES_H

#include "gnn-opt/Analysis/Criterion.h"

namespace mlir::gnn {

/// An element of a slice: of a channel on one dimension of a trained parameter.
struct SliceElement {
  unsigned channel;
  /// The dimension.
  unsigned axis;
  double value;
  /// An earlier dimension of the parameter has the element in the same channel,
  /// as that on the diagonal of a square weight between the same channels.
  bool repeated;
};

/// Visits the slices of all channels, one axis after the other, elements in
/// row-major order. Measured parameters are left out.
LogicalResult
forEachSliceElement(ScoringContext &context,
                    function_ref<void(const SliceElement &)> visit);

/// The number of one slice.
struct Slice {
  unsigned axis;
  double number = 0;
};

/// The slices of a channel, in the order of axes.
using Slices = SmallVector<Slice, 1>;

/// The slice on `axis`, which is added after the others if it is new.
Slice &getSlice(Slices &slices, unsigned axis);

/// The numbers as one. No slices count 0, and what is beyond the largest double
/// is that.
double reduceSlices(const ChannelGroups &groups, ArrayRef<Slice> slices,
                    GroupReduction reduction);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_ANALYSIS_CRITERIA_SLICES_H
