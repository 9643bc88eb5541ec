//===- Sensitivity.cpp - Channels that pass little on first ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "GroupCriterion.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// The local sensitivity of a neuron to its input and output. With a_k =
/// s(v_k x + b) and y = sum over k of a_k w_k, the derivative of y by x through
/// the neuron is s' w_k v_k^T, whose Frobenius norm is |s'| ||w_k|| ||v_k||:
///
///   ||V[k, :]||_2 * sum over weights W of E[s'] ||W[:, k]||_2
///
/// V are the rows of all weights that produce the channel; without any, as for
/// an input feature, their norm counts 1. E[s'] is the fraction of rows that
/// are not zero: a ReLU's average slope where W multiplies its very result,
/// more where rows were aggregated in between, and 1 for activations that are
/// hardly ever zero. Engelbrecht, "A new pruning heuristic based on variance
/// analysis of sensitivity information", 2001, takes derivatives sample by
/// sample instead.
struct Sensitivity : ReadersCriterion {
  StringRef getName() const override { return "sensitivity"; }
  CriterionNeeds getNeeds() const override { return CriterionNeeds::moments; }

  FailureOr<std::vector<double>>
  scoreReaders(ScoringContext &context, const ChannelGroup &group,
               ArrayRef<GroupReader> readers) const override {
    std::vector<double> scores;
    for (auto [place, channel] : llvm::enumerate(group.channels)) {
      FailureOr<double> input = getInputSensitivity(context, channel);
      if (failed(input))
        return failure();
      scores.push_back(*input * getOutputSensitivity(readers, place));
    }
    return scores;
  }

private:
  static double getOutputSensitivity(ArrayRef<GroupReader> readers,
                                     size_t place) {
    double sum = 0;
    for (const GroupReader &reader : readers)
      for (int64_t column : reader.columns[place])
        sum += (1 - reader.statistics->zeros[column]) *
               reader.getColumnNorm(column);
    return sum;
  }

  static FailureOr<double> getInputSensitivity(ScoringContext &context,
                                               unsigned channel) {
    const ChannelGroups &groups = context.getGroups();
    std::optional<double> squares;
    for (const ChannelMember &member : groups.getMembers(channel)) {
      const ChannelAxis &axis = groups.getAxes()[member.axis];
      if (!axis.parameter || axis.dim != 0 ||
          getParameterType(axis.parameter).getRank() != 2)
        continue;
      FailureOr<ArrayRef<float>> values = context.getValues(axis.parameter);
      if (failed(values))
        return failure();
      int64_t width = getParameterType(axis.parameter).getDimSize(1);
      for (double value : values->slice(member.index * width, width))
        squares = squares.value_or(0) + value * value;
    }
    return squares ? std::sqrt(*squares) : 1.0;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createSensitivity() {
  return std::make_unique<Sensitivity>();
}
