//===- BlockInfluence.h - How much layers change features -------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_BLOCKINFLUENCE_H
#define GNN_OPT_LIB_TUNING_BLOCKINFLUENCE_H

#include "gnn-opt/Execution/InterpreterValue.h"

#include "mlir/IR/BuiltinOps.h"

#include <optional>
#include <string>
#include <vector>

namespace mlir::gnn {

struct LayerInfluence {
  std::string layer;
  /// Nothing where it was not measured.
  std::optional<double> influence = std::nullopt;
};

/// What a model runs on.
struct InfluenceData {
  StringRef path;
  StringRef split;
  StringRef function;
};

/// Measures the influence of layers (LayerBypass.h) on the nodes of a split, in
/// double precision. Fails with an error on `model`: damaged data, data that
/// does not fit, an empty split, a layer that cannot be bypassed.
LogicalResult measureInfluence(ModuleOp model, const InfluenceData &data,
                               std::vector<LayerInfluence> &layers);

/// 1 - sum_n c_n cos(x_n, y_n) / sum_n c_n over rows, the block influence of
/// Men et al., "ShortGPT: layers in large language models are more redundant
/// than you expect", 2024. The cosine of two zero rows is 1, of a zero row and
/// another 0. Both [N, C]; `weights` [N], at least 0, not all 0.
double getBlockInfluence(const Matrix &x, const Matrix &y,
                         const Vector &weights);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_BLOCKINFLUENCE_H
