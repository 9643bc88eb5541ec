//===- Saliency.h - How much a channel or weight matters --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Scores only; what goes is decided in Transforms. A low score goes first.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_SALIENCY_H
#define GNN_OPT_ANALYSIS_SALIENCY_H

#include "gnn-opt/Analysis/ChannelGroups.h"

namespace mlir::gnn {

/// The values of a parameter, all of them finite. Errors name the parameter,
/// and the index of a NaN or infinity.
FailureOr<std::vector<float>>
getFiniteParameterValues(ml_program::GlobalOp parameter);

//===----------------------------------------------------------------------===//
// Channels
//===----------------------------------------------------------------------===//

/// With W(k) the elements of all trained parameters in the slices of channel k,
/// each once (measured statistics are left out):
///   l1      sum of |w| over W(k)
///   l2      sqrt(sum of w^2 over W(k)): the group norm of DepGraph (Fang et
///   al.,
///           "DepGraph: towards any structural pruning", 2023) without weights
///   random  uniform in [0, 1)
enum class ChannelCriterion { l1, l2, random };

/// Nothing for a name that is no criterion.
std::optional<ChannelCriterion> parseChannelCriterion(StringRef name);

/// `l1, l2, random`, for messages.
StringRef listChannelCriteria();

/// A score for each channel, by its number. Fails with an error on a parameter
/// without values, or with a value that is not finite.
FailureOr<std::vector<double>> scoreChannels(const ChannelGroups &groups,
                                             ChannelCriterion criterion,
                                             uint64_t seed);

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// magnitude: |w|; random: uniform in [0, 1).
enum class WeightCriterion { magnitude, random };

std::optional<WeightCriterion> parseWeightCriterion(StringRef name);
StringRef listWeightCriteria();

/// The matrices `out x in` that some op multiplies features with: those that an
/// op contracts over. No biases, norms or attention vectors.
SmallVector<ml_program::GlobalOp>
getWeightMatrices(const ChannelGroups &groups);

/// A score for each of `weights`, the elements of `parameter`.
std::vector<double> scoreWeights(ml_program::GlobalOp parameter,
                                 ArrayRef<float> weights,
                                 WeightCriterion criterion, uint64_t seed);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_SALIENCY_H
