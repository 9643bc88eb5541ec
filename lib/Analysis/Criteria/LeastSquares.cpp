//===- LeastSquares.cpp - Channels whose loss the others make up for first ===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "GroupCriterion.h"
#include "LayerError.h"

#include <numeric>

using namespace mlir;
using namespace mlir::gnn;

namespace {
/// By how much the squared error of the layers that read the channel grows when
/// it goes alone and the other columns are refit: structured OBS
/// (LayerError.h), which is exact for one channel. With one column k in a
/// weight that is sum over rows of W_k^2 / [H^-1]_kk.
struct BrainSurgeon : ReaderCriterion {
  StringRef getName() const override { return "obs"; }
  CriterionNeeds getNeeds() const override { return CriterionNeeds::gram; }

  FailureOr<std::vector<double>>
  scoreReader(ScoringContext &context,
              const GroupReader &reader) const override {
    FailureOr<LayerError> error = LayerError::create(context, reader);
    if (failed(error))
      return failure();
    std::vector<double> scores;
    for (ArrayRef<int64_t> columns : reader.columns)
      scores.push_back(error->getIncrease(columns));
    return scores;
  }
};

/// The channels of a group go one after the other, each time the one whose loss
/// costs least once the others are refit; the score is the squared error when
/// it is gone, with all before it. The closed form of Luo et al., "ThiNet: a
/// filter level pruning method for deep neural network compression", 2017,
/// backwards: inverses are updated, so that a group of K channels that O
/// outputs read among C costs O(C^3 + K C (C + O)).
struct GreedyLeastSquares : ReadersCriterion {
  StringRef getName() const override { return "greedy-least-squares"; }
  CriterionNeeds getNeeds() const override { return CriterionNeeds::gram; }

  FailureOr<std::vector<double>>
  scoreReaders(ScoringContext &context, const ChannelGroup &group,
               ArrayRef<GroupReader> readers) const override {
    std::vector<LayerError> errors;
    for (const GroupReader &reader : readers) {
      FailureOr<LayerError> error = LayerError::create(context, reader);
      if (failed(error))
        return failure();
      errors.push_back(std::move(*error));
    }
    return eliminate(readers, errors, group.channels.size());
  }

private:
  static std::vector<double> eliminate(ArrayRef<GroupReader> readers,
                                       MutableArrayRef<LayerError> errors,
                                       size_t numChannels) {
    std::vector<double> scores(numChannels, 0.0);
    std::vector<size_t> left(numChannels);
    std::iota(left.begin(), left.end(), 0);
    double error = 0;
    while (!left.empty()) {
      auto [place, increase] = findCheapest(readers, errors, left);
      for (auto [reader, layer] : llvm::zip(readers, errors))
        layer.remove(reader.columns[place]);
      // Rounding may make it a little less than nothing.
      error += std::max(increase, 0.0);
      scores[place] = error;
      llvm::erase(left, place);
    }
    return scores;
  }

  /// The first of the lowest, and its increase of the error.
  static std::pair<size_t, double> findCheapest(ArrayRef<GroupReader> readers,
                                                ArrayRef<LayerError> errors,
                                                ArrayRef<size_t> left) {
    std::pair<size_t, double> best = {left.front(), 0};
    for (size_t place : left) {
      double increase = 0;
      for (auto [reader, layer] : llvm::zip(readers, errors))
        increase += layer.getIncrease(reader.columns[place]);
      if (place == left.front() || increase < best.second)
        best = {place, increase};
    }
    return best;
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createBrainSurgeonChannels() {
  return std::make_unique<BrainSurgeon>();
}

std::unique_ptr<ChannelCriterion> gnn::createGreedyLeastSquares() {
  return std::make_unique<GreedyLeastSquares>();
}
