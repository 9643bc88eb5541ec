//===- FeatureStatistics.h - What calibration saw of features ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Statistics of the features X [N, C] that a weight [O, C] multiplies, attached
// to the weight: so that they are found by whoever scores it, whatever becomes
// of the ops. `gnn-calibrate` computes them; criteria read them. Rows count by
// node weights c_n, which are at least 0; a plain average has all of them 1.
//
// A weight's inputs are its last dimension. An attention vector [1, H, C]
// counts its features, H heads of C channels side by side, as H rows of C.
//
// Moments are of the very tensor that the weight multiplies: for the neighbour
// branch of GraphSAGE the aggregated one. The Gram matrix is of T X, where T is
// what happens to the rows of the product before the next nonlinearity: for
// GCN, whose product comes before the aggregation, T is the normalised
// adjacency, since T (X W^T) = (T X) W^T. A change of W changes the layer's
// output by that much, so that least squares needs this one.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_FEATURESTATISTICS_H
#define GNN_OPT_ANALYSIS_FEATURESTATISTICS_H

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

#include <optional>
#include <vector>

namespace mlir::gnn {

struct FeatureStatistics {
  /// The sum of the node weights, C_total; over all uses of the weight.
  double rows = 0;
  /// Each [C]. sum_n c_n x_nk / rows, and so on; variance is the biased one;
  /// zeros is the fraction of exact zeros; entropy, in nats, is that of a
  /// histogram of kEntropyBins equal bins from min to max, and 0 where these
  /// are equal. Without rows all are 0.
  std::vector<double> mean, meanAbs, variance, zeros, min, max, entropy;
  /// sum_n c_n (T x)_n (T x)_n^T, [C, C] row-major; empty where it was not
  /// asked for, or C is too large.
  std::vector<double> gram;

  /// A name, and the [C] of that name.
  struct Moment {
    StringLiteral name;
    std::vector<double> FeatureStatistics::*values;
  };
  static ArrayRef<Moment> getMoments();

  int64_t getNumChannels() const { return mean.size(); }
  /// sum_n c_n x_nk^2, the squared norm of column k.
  double getSquaredNorm(int64_t k) const {
    return rows * (variance[k] + mean[k] * mean[k]);
  }
  bool hasGram() const { return !gram.empty(); }
};

inline constexpr int64_t kEntropyBins = 32;

/// C, the size of the last dimension; nothing where the type has none.
std::optional<int64_t> getNumInputs(ml_program::GlobalOp weight);

/// The statistics attached to a weight; nothing where there are none. An error
/// on the weight where they are damaged or do not fit its type, as when its
/// inputs were pruned since. Every element is finite; entries may be dense
/// literals.
FailureOr<std::optional<FeatureStatistics>>
readFeatureStatistics(ml_program::GlobalOp weight);

/// Attaches statistics to a weight, as resources of the attribute
/// `gnn.statistics`.
void writeFeatureStatistics(ml_program::GlobalOp weight,
                            const FeatureStatistics &statistics);

/// Removes them, as whoever changes a weight's inputs must. False where there
/// were none.
bool dropFeatureStatistics(ml_program::GlobalOp weight);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_FEATURESTATISTICS_H
