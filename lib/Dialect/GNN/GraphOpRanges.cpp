//===- GraphOpRanges.cpp - Bounds of graphs and messages ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RangeFormulas.h"

using namespace mlir;
using namespace mlir::gnn;

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

void AddSelfLoopsOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(), withSelfLoops(ranges.getGraph(getGraph()),
                                        ranges.makeGraphNumber()));
}

void GCNNormOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(), inverseSqrtDegrees(ranges.getGraph(getGraph()),
                                             ranges.getRounding()));
}

void AggregateOp::inferRanges(ValueRanges &ranges) {
  GraphRange graph = ranges.getGraph(getGraph());
  FeatureRange x = ranges.getFeatures(getX());
  ranges.set(getResult(),
             getWeights()
                 ? aggregate(getReduction(), graph, x,
                             ranges.getFeatures(getWeights()),
                             ranges.getRounding())
                 : aggregate(getReduction(), graph, x, ranges.getRounding()));
}

void EdgeAddOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             add(ranges.getFeatures(getSource()),
                 ranges.getFeatures(getTarget()), ranges.getRounding()));
}

void EdgeSoftmaxOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             softmaxOverRows(ranges.getGraph(getGraph()),
                             getChannels(getResult()), ranges.getRounding()));
}

void AttentionOp::inferRanges(ValueRanges &ranges) {
  GraphRange graph = ranges.getGraph(getGraph());
  FeatureRange weights =
      softmaxOverRows(graph, getChannels(getSource()), ranges.getRounding());
  ranges.set(getResult(),
             aggregate(ReductionKind::sum, graph, ranges.getFeatures(getX()),
                       weights, ranges.getRounding()));
}

void PoolOp::inferRanges(ValueRanges &ranges) {
  ranges.set(getResult(),
             pool(getReduction(), ranges.getSegments(getPtr()),
                  ranges.getFeatures(getX()), ranges.getRounding()));
}

//===----------------------------------------------------------------------===//
// Differences
//===----------------------------------------------------------------------===//

/// Both models see the same graph.
void AddSelfLoopsOp::inferDifference(DifferenceRanges &) {}
void GCNNormOp::inferDifference(DifferenceRanges &) {}

/// Without weights linear, and a maximum or minimum of the rows of a differs
/// from that of b by at least the least and at most the largest a - b.
void AggregateOp::inferDifference(DifferenceRanges &differences) {
  if (getWeights())
    return;
  differences.set(
      getResult(),
      aggregate(getReduction(), differences.getFirst().getGraph(getGraph()),
                differences.getFeatures(getX()), differences.getRounding()));
}

void EdgeAddOp::inferDifference(DifferenceRanges &differences) {
  differences.set(getResult(), add(differences.getFeatures(getSource()),
                                   differences.getFeatures(getTarget()),
                                   differences.getRounding()));
}

void PoolOp::inferDifference(DifferenceRanges &differences) {
  differences.set(
      getResult(),
      pool(getReduction(), differences.getFirst().getSegments(getPtr()),
           differences.getFeatures(getX()), differences.getRounding()));
}

/// Nothing better is known than the difference of the bounds.
void EdgeSoftmaxOp::inferDifference(DifferenceRanges &) {}
void AttentionOp::inferDifference(DifferenceRanges &) {}
