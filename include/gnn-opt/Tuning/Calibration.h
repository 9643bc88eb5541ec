//===- Calibration.h - Run a model to see its features --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TUNING_CALIBRATION_H
#define GNN_OPT_TUNING_CALIBRATION_H

#include "gnn-opt/Execution/Dataset.h"

#include "mlir/IR/BuiltinOps.h"

namespace mlir::gnn {

/// What gnn-calibrate is asked for; Passes.td says what each means.
struct CalibrationOptions {
  /// What messages call the data.
  std::string data = "";
  std::string function = "forward";
  std::string split = "train";
  std::string nodeWeights = "uniform";
  /// No Gram matrix of more channels; none at all where it is not asked for.
  bool gram = true;
  int64_t maxGram = 2048;
};

/// Runs a copy of the function on the data, and attaches what it saw of the
/// features to each weight of `module` that they are multiplied with
/// (FeatureStatistics.h); the number of such weights. Nothing is attached on
/// failure. Errors, on the module or an op: no such function, split or node
/// weights, data that does not fit, layer ops, features that are not finite.
FailureOr<int64_t> calibrate(ModuleOp module, Dataset dataset,
                             const CalibrationOptions &options);

} // namespace mlir::gnn

#endif // GNN_OPT_TUNING_CALIBRATION_H
