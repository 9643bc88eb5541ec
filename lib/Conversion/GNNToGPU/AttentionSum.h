//===- AttentionSum.h - Softmax-weighted sums ----------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONSUM_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONSUM_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// What a piece of a destination row has become by some edges. The softmax is
/// online (M. Milakov, N. Gimelshein, "Online normalizer calculation for
/// softmax", 2018): sums are relative to the largest score so far, and rescaled
/// when a larger one comes.
struct AttentionSum {
  /// The largest score, the sum of exponentials, the weighted sum of rows.
  Value largest, sum, weighted;

  static AttentionSum none(Emitter &e, int64_t lanes);
  /// The same sums, relative to another score.
  AttentionSum relativeTo(Emitter &e, Value score) const;
  /// With an edge whose exponential is `power`, relative to the same score.
  AttentionSum with(Emitter &e, Value power, Value row) const;
  /// Joins the sums of other edges.
  AttentionSum joined(Emitter &e, const AttentionSum &other) const;
  Value finish(Emitter &e) const;
};

/// exp(score - largest), 0 where the edge is not `present`.
Value powerOf(Emitter &e, Value present, Value score, Value largest);
/// The score of an edge that is not there.
Value minusInfinity(Emitter &e);

/// weighted + power * row.
Value addWeighted(Emitter &e, Value weighted, Value power, Value row);

/// What loops carry.
Values flatten(ArrayRef<AttentionSum> sums);
SmallVector<AttentionSum> unflatten(ValueRange values);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_ATTENTIONSUM_H
