//===- Recovery.h - Accuracy back without training --------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pruned model computes other values than the model that it comes from, its
// reference. Recovery changes parameters of what is left so that the values Z
// of the layers (LinearTerms.h) come close to the reference's Z0 again, on
// features without labels. Layers are taken in their order, each on the inputs
// that the layers before it, already recovered, give it:
//
//   least squares   W, b = argmin sum_n c_n |Z_n - Z0_n|^2 + l |W - W0|^2,
//                   all products of a sum at once, in closed form on the Gram
//                   matrix of the features T x after the aggregation. He, Zhang
//                   and Sun, "Channel pruning for accelerating very deep neural
//                   networks", 2017, do so for convolutions without a graph.
//   bias            b += mean over rows of Z0 - Z
//   batch norm      running mean and variance become those of the pruned
//                   model's own values; nothing else changes
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TUNING_RECOVERY_H
#define GNN_OPT_TUNING_RECOVERY_H

#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Tuning/RowWeights.h"

#include "mlir/IR/BuiltinOps.h"

#include <optional>
#include <string>
#include <vector>

namespace mlir::gnn {

enum class RecoveryMethod { leastSquares, bias, batchNorm };

/// `least-squares`, `bias`, `batch-norm`.
std::optional<RecoveryMethod> parseRecoveryMethod(StringRef name);

struct RecoveryOptions {
  RecoveryMethod method = RecoveryMethod::leastSquares;
  /// The function of both modules whose layers are recovered.
  std::string function = "forward";
  /// l over the mean of the Gram matrix's diagonal, at least 0.
  double ridge = 1e-4;
  /// A sum of products of more features than this stays: the Gram matrix has
  /// its square.
  int64_t maxFeatures = 4096;
};

/// What became of one sum of products, or of one batch normalisation.
struct RecoveredLayer {
  /// Its parameters: `conv2.lin_l.weight, conv2.lin_r.weight`.
  std::string name;
  /// |Z - Z0| / |Z0|, the norms over rows by their weights, on the inputs that
  /// the layer then had. 0 where all of it is 0; not set by batch norm.
  double errorBefore = 0;
  double errorAfter = 0;
};

/// Recovers `pruned`, whose parameters have the names that they have in
/// `reference`, with some of their channels (OriginalChannels.h). Layer ops may
/// be there: they are decomposed in copies. Parameters that more than one op
/// reads stay, and so does what a missed remark names; remarks tell the error
/// of each layer before and after. Statistics of features are dropped where a
/// parameter changes.
///
/// Fails with an error where data or reference do not fit, or a Gram matrix is
/// singular; then `pruned` is as it was.
FailureOr<std::vector<RecoveredLayer>>
recover(ModuleOp pruned, ModuleOp reference, const Dataset &data,
        const RowWeights &weights, const RecoveryOptions &options = {});

} // namespace mlir::gnn

#endif // GNN_OPT_TUNING_RECOVERY_H
