//===- Redundancy.h - Channels that others almost are -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of the channels of a group, which is nearly a multiple of which. Weights W
// multiply the channels' features; with G the Gram matrices of these,
//
//   M_kj = sum over weights and n of G_ij, with i, j the n-th columns of k, j
//   cos(k, j) = M_kj / sqrt(M_kk M_jj)
//
// It is a cosine, not a correlation: what is left when x_k is written as c x_j
// counts, and there is no bias to take up a difference of averages, which an
// aggregation would make different for every node.
//
// Channels are placed by M_kk, the largest first, and then by number. The
// partner of a channel is the better-placed one of the largest |cos|: so that
// of two that are alike one has the other, and not both.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_REDUNDANCY_H
#define GNN_OPT_ANALYSIS_REDUNDANCY_H

#include "gnn-opt/Analysis/Criterion.h"

namespace mlir::gnn {

struct ChannelPartner {
  /// Nothing for the best-placed channel of a group, and for one whose features
  /// are all zero, or that no weight multiplies.
  std::optional<unsigned> channel;
  /// Between -1 and 1: of the best-placed channel 0; of features that are all
  /// zero 1, since they are a multiple of any.
  double cosine = 0;
  /// The c that makes |x_k - c x_partner| least: W[:, partner] += c W[:, k], in
  /// each weight, takes up the channel. Who merges several begins with the
  /// worst-placed, so that what a partner took up goes on with it.
  double coefficient = 0;
};

/// By channel; those of frozen groups have the default. Fails with an error
/// where a weight has no Gram matrix.
FailureOr<std::vector<ChannelPartner>>
findChannelPartners(ScoringContext &context);

/// The same for the channels of `removed` only, each with the one of those that
/// stay in its group which has the largest |cos|, wherever it is placed.
FailureOr<std::vector<ChannelPartner>>
findChannelPartners(ScoringContext &context, const llvm::BitVector &removed);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_REDUNDANCY_H
