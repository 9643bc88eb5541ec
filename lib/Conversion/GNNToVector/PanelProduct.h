//===- PanelProduct.h - Stored weights times a panel of rows -- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_PANELPRODUCT_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_PANELPRODUCT_H

#include "StoredWeights.h"

namespace mlir::gnn {

/// sums[o] += sum over stored w[o, i] of w[o, i] * panel[i], for the inputs of
/// a block and all rows of a panel, in memory of the thread.
class PanelProduct {
public:
  using Block = StoredWeights::Block;
  using Step = StoredWeights::Step;

  /// \param bias what sums start from, or null.
  PanelProduct(Emitter &e, const StoredWeights &weights, Value bias);

  /// panel[input, lane ...] = rows
  void setLine(Emitter &e, Value input, Value lane, Value rows) const;
  /// sums[output, lane ...]
  Value getSums(Emitter &e, Value output, Value lane, int64_t lanes) const;

  /// Adds the products of outputs, one after the other. Each step's weights and
  /// lines are read while the step before is multiplied: `ahead` is the first
  /// step of an output, and what is returned that of the next one.
  Step firstStep(Emitter &e, const Block &block, Value output) const;
  Step addProducts(Emitter &e, const Block &block, Value output,
                   const Step &ahead) const;

private:
  Value at(Emitter &e, Value line, Value lane) const {
    return e.plus(e.times(line, shape.countRows()), lane);
  }
  Values start(Emitter &e, const Block &block, Value output) const;
  Values multiply(Emitter &e, const Step &step, ValueRange sums) const;
  void finish(Emitter &e, Value output, ArrayRef<Value> sums) const;

  StoredWeights weights;
  RowPanel shape;
  Value bias, panel, sums;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_PANELPRODUCT_H
