//===- RangeFormulas.h - What formulas do to bounds -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sub-formulas that several ops share, from bounds to bounds. What is linear is
// also what becomes of a difference.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_DIALECT_GNN_RANGEFORMULAS_H
#define GNN_OPT_LIB_DIALECT_GNN_RANGEFORMULAS_H

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/ValueRanges.h"

namespace mlir::gnn {

//===----------------------------------------------------------------------===//
// Row weights: RowWeightRanges.cpp
//===----------------------------------------------------------------------===//

/// d^(-1/2), and 0 where the degree d is 0.
RowWeights inverseSqrtDegrees(const GraphRange &graph,
                              const Rounding &rounding);

/// One weight after the other.
RowWeights multiplyWeights(const RowWeights &a, const RowWeights &b);

/// The sum over the edges into each node, over their number for a mean.
RowWeights reduceWeights(const GraphRange &graph, const RowWeights &weights,
                         bool isMean);

//===----------------------------------------------------------------------===//
// Messages: MessageRanges.cpp
//===----------------------------------------------------------------------===//

/// The graph with exactly one self loop at every node.
GraphRange withSelfLoops(const GraphRange &graph, uint64_t number);

/// y[n, c] = x[n, c] * s[n].
FeatureRange scaleRows(const FeatureRange &x, const RowWeights &scale,
                       const Rounding &rounding);

/// The reduction of the rows of x over the edges into each node.
FeatureRange aggregate(ReductionKind kind, const GraphRange &graph,
                       const FeatureRange &x, const Rounding &rounding);

/// The same of x times what `edges` has for the edge and the channel's head.
FeatureRange aggregate(ReductionKind kind, const GraphRange &graph,
                       const FeatureRange &x, const FeatureRange &edges,
                       const Rounding &rounding);

/// The bounds of the head of each channel.
FeatureRange spreadHeads(const FeatureRange &heads, size_t channels);

/// A softmax over the edges of each row, `heads` of them.
FeatureRange softmaxOverRows(const GraphRange &graph, int64_t heads,
                             const Rounding &rounding);

/// The reduction of the rows of each segment.
FeatureRange pool(ReductionKind kind, const SegmentRange &segments,
                  const FeatureRange &x, const Rounding &rounding);

//===----------------------------------------------------------------------===//
// Sums of channels: LinearRanges.cpp
//===----------------------------------------------------------------------===//

/// y[n, o] = sum over i of x[n, i] * w[o, i]; `weight` [outputs, channels of
/// x].
FeatureRange multiply(const FeatureRange &x, ArrayRef<double> weight,
                      int64_t outputs, const Rounding &rounding);

/// y[n, h] = sum over c of x[n, h * C + c] * vector[h, c].
FeatureRange dotHeads(const FeatureRange &x, ArrayRef<double> vector,
                      int64_t heads, const Rounding &rounding);

/// y[n, c] = (1 / H) * sum over h of x[n, h * C + c].
FeatureRange meanOfHeads(const FeatureRange &x, int64_t heads,
                         const Rounding &rounding);

/// x + y, or x with one value a channel.
FeatureRange add(const FeatureRange &x, const FeatureRange &y,
                 const Rounding &rounding);

FeatureRange concatenate(ArrayRef<FeatureRange> parts);

/// w . t of one row of a weight.
Interval boundProduct(const FeatureRange &x, ArrayRef<double> weight,
                      const Rounding &rounding);

/// The largest sum of the absolute values of its terms.
double getProductMagnitude(const FeatureRange &x, ArrayRef<double> weight);

/// Nothing is known.
FeatureRange unknownFeatures(int64_t channels);

//===----------------------------------------------------------------------===//
// Forms: AffineRanges.cpp
//===----------------------------------------------------------------------===//

/// Gives y = W x, bounded already, its affine form, and the bounds that follow.
void composeAffine(FeatureRange &y, const FeatureRange &x,
                   ArrayRef<double> weight, const Rounding &rounding);

/// Gives y = x + vector the affine form of x, where rows are not weighted.
void shiftAffine(FeatureRange &y, const FeatureRange &x,
                 ArrayRef<Interval> vector, const Rounding &rounding);

/// Adds to the form of x what computing it in `operations` operations loses.
void relaxAffine(FeatureRange &x, double operations, const Rounding &rounding);

//===----------------------------------------------------------------------===//
// Rows: NormRanges.cpp
//===----------------------------------------------------------------------===//

/// x / max(|x|, 1e-12).
FeatureRange l2Normalize(const FeatureRange &x, const Rounding &rounding);

/// x less the least of all its elements.
FeatureRange shiftToZero(const FeatureRange &x, bool isSparse);

//===----------------------------------------------------------------------===//
// Activations: ElementwiseRanges.cpp
//===----------------------------------------------------------------------===//

/// x right of zero, slope * x left of it.
Interval leakyRelu(Interval x, Interval slope, const Rounding &rounding);

/// The slopes of an activation within x: 1 right of zero.
Interval slopeAround(Interval x, Interval negative);

//===----------------------------------------------------------------------===//
// Errors of evaluation: DifferenceFormulas.cpp
//===----------------------------------------------------------------------===//

/// `difference`, and what evaluating an op once adds to it: at most
/// gamma(operations) times `sizes`, bounds of the sum of the absolute values of
/// its terms. Nothing where nothing is rounded.
FeatureRange addErrors(FeatureRange difference, const FeatureRange &sizes,
                       double operations, const Rounding &rounding);

/// What is left of a bound of x where an op computes terms c * x, of one sign
/// where there are several, in `operations` operations; the c of an element sum
/// to at most `scale`.
RelativeBound addErrors(RelativeBound bound, double scale, double operations,
                        const Rounding &rounding);

/// The bounds of |x|.
FeatureRange absolute(const FeatureRange &x);

/// x * y, channel by channel.
FeatureRange multiplyChannels(const FeatureRange &x, const FeatureRange &y);

//===----------------------------------------------------------------------===//
// Differences of quotients: NormDifferences.cpp
//===----------------------------------------------------------------------===//

/// a / n - b / m from a - b, b / m, n - m and the least n.
Interval divideDifference(Interval numerator, Interval quotient,
                          Interval divisor, double least);

/// The Euclidean norms of rows.
Interval getNorm(ArrayRef<Interval> row);

/// What a norm of `count` squares loses to underflow.
double getLostNorm(double count, const Rounding &rounding);

/// The sum of a row.
Interval sumUp(ArrayRef<Interval> row);

/// For each element of a row the sum of all others.
std::vector<Interval> sumOthers(ArrayRef<Interval> row);

/// What is at most `bound` in magnitude.
inline Interval upTo(double bound) { return {-bound, bound}; }

/// 0 for what is negative by rounding.
inline Interval squareRoot(Interval x) {
  return pow(max(x, Interval::point(0)), 0.5);
}

//===----------------------------------------------------------------------===//
// Differences of softmax-weighted sums: SoftmaxDifferences.cpp
//===----------------------------------------------------------------------===//

/// Of softmaxes over the edges of each row, from the difference of the scores
/// and the scores of the second model.
std::vector<SoftmaxChange> compareSoftmax(const GraphRange &graph,
                                          const FeatureRange &difference,
                                          const FeatureRange &scores,
                                          const Rounding &rounding);

/// Of sums of the rows of x, weighted by softmaxes that differ by `changes`.
FeatureRange attendDifferences(const GraphRange &graph,
                               ArrayRef<SoftmaxChange> changes, Value x,
                               DifferenceRanges &differences);

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

/// An attribute is a double in the interpreter and a float32 in compiled code.
inline Interval toInterval(const APFloat &attribute) {
  double value = attribute.convertToDouble();
  return hull(Interval::point(value), Interval::point(float(value)));
}

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_DIALECT_GNN_RANGEFORMULAS_H
