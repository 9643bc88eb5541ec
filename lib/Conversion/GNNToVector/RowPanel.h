//===- RowPanel.h - Rows in the lanes of vectors -------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWPANEL_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWPANEL_H

#include "gnn-opt/Conversion/Lowering/ParameterConstants.h"

namespace mlir::gnn {

/// How some inputs of some rows are transposed for a weight: each input has a
/// line of `vectors` vectors, whose lanes are rows. So that a panel stays in
/// the L1 cache, the inputs come in blocks of one size; the last block is moved
/// left until it fits.
struct RowPanel {
  /// For the weights of a matrix `out x in` that are not zero.
  static RowPanel choose(const ParameterValues &weight, int64_t vectorWidth);

  /// With this number of vectors a line.
  static RowPanel of(int64_t vectors, int64_t inputs, int64_t vectorWidth);

  int64_t countRows() const { return vectors * lanes; }
  /// Sums that each vector of an output has, so that a product need not wait
  /// for the one before.
  int64_t countSums() const;

  int64_t vectors, lanes;
  int64_t blockInputs, blocks;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_ROWPANEL_H
