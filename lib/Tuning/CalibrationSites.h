//===- CalibrationSites.h - Where features meet a weight --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_CALIBRATIONSITES_H
#define GNN_OPT_LIB_TUNING_CALIBRATIONSITES_H

#include "RowKinds.h"
#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Analysis/LinearTerms.h"

namespace mlir::gnn {

/// An op that multiplies features with a parameter.
struct CalibrationSite {
  Operation *op;
  /// [N, H * C], dense, or sparse with one head.
  Value x;
  ml_program::GlobalOp weight;
  /// H: how many times side by side x has the weight's inputs.
  int64_t heads;
  /// What happens to the rows of the product.
  RowMaps maps;
  RowKind kind;

  int64_t getNumChannels() const { return *getNumInputs(weight); }
};

/// The sites of `function` and of what it calls. Fails with an error where a
/// layer op multiplies, since its features may not be what it is given; a
/// product with something else than a parameter is a remark.
FailureOr<std::vector<CalibrationSite>>
findCalibrationSites(func::FuncOp function);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_CALIBRATIONSITES_H
