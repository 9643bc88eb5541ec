//===- ValueRanges.h - Bounds of values before running ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The domain in which ops say how bounds of their results follow from bounds of
// their operands (ValueRangeOpInterface).
//
// Features are bounded as x[n, c] = r[n] * t[n, c] with row weights r >= 0 and
// t in a convex set: an interval for each channel, and an interval for the sum
// of a row. What message passing does to rows is the same for all channels, and
//
//   sum over j of a[j] r[j] t[j]  =  (sum of a[j] r[j]) * t',   a >= 0,
//
// with t' a convex combination of the t[j]: it stays in the set, whatever that
// is, and only the weights change. So mean, sum, softmax weights and both
// halves of the GCN normalisation are facts about row weights, which are
// bounded by a range, by a power of the degree, and on a known graph one by
// one.
//
// Bounds hold for real numbers, for what the interpreter computes in double
// precision, and for float32 code of the same ops, in any order of summation,
// where nothing overflows and sums have at most Rounding::maxTerms terms.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_DIALECT_GNN_VALUERANGES_H
#define GNN_OPT_DIALECT_GNN_VALUERANGES_H

#include "gnn-opt/Dialect/GNN/Interfaces.h"
#include "gnn-opt/Support/Interval.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <memory>
#include <variant>
#include <vector>

namespace mlir::gnn {

/// A graph of N nodes whose edges are known: those into node i are rowPtr[i] up
/// to rowPtr[i + 1].
struct KnownGraph {
  std::vector<int64_t> rowPtr = {0};
  std::vector<int32_t> sources;

  size_t getNumNodes() const { return rowPtr.size() - 1; }
  ArrayRef<int32_t> getSources(size_t node) const {
    return ArrayRef(sources).slice(rowPtr[node],
                                   rowPtr[node + 1] - rowPtr[node]);
  }
  /// The least and the largest number of edges into a node.
  Interval getDegrees() const;
};

struct GraphRange {
  /// Edges into a node.
  Interval degree = {0, Interval::infinity};
  /// Null where only bounds are known.
  std::shared_ptr<const KnownGraph> known = nullptr;
  /// Equal numbers: the same graph.
  uint64_t number = 0;

  bool mayHaveEmptyRows() const { return degree.lower < 1; }
};

/// A number of each node; of use as a weight where none is negative.
struct RowWeights {
  /// Every one is in coefficient * degree^exponent, the degree of its node in
  /// the graph of that number, or is 0 where that degree is 0.
  struct DegreePower {
    uint64_t graph;
    Interval degree;
    double exponent;
    Interval coefficient;
  };

  Interval range = Interval::point(1);
  std::optional<DegreePower> power = std::nullopt;
  /// One by one, where the graph is known; null where not.
  std::shared_ptr<const std::vector<Interval>> entries = nullptr;

  bool isOne() const { return range == Interval::point(1); }
};

struct FeatureRange;

/// t = matrix * b + offset with b in the bounds of other features: what layers
/// with nothing nonlinear between them are as one.
struct AffineForm {
  /// Of b, without row weights.
  std::shared_ptr<const FeatureRange> base;
  /// [channels of t, channels of b], row-major.
  std::vector<double> matrix;
  /// One a channel of t; what rounding adds is in it.
  std::vector<Interval> offset;
};

/// Bounds of features, one row a node, an edge or a graph.
struct FeatureRange {
  /// One a channel, of t.
  std::vector<Interval> channels;
  /// Of the sum of t over the channels of a row.
  Interval rowSum = {};
  RowWeights weights = {};
  /// Of values of edges: the sum over the edges of each row of the graph of
  /// that number, each channel by itself; none of them is negative.
  struct NeighbourSum {
    uint64_t graph;
    Interval sum;
  };
  std::optional<NeighbourSum> neighbourSum = std::nullopt;
  /// Of t; null where it is not known as one.
  std::shared_ptr<const AffineForm> form = nullptr;

  /// The bounds of x alone: row weights of one, and nothing else known.
  FeatureRange flatten() const;
};

/// Rows of each segment.
struct SegmentRange {
  Interval rows = {0, Interval::infinity};
};

/// The bounds of all values of a function. What nobody has set is unknown.
class ValueRanges {
public:
  explicit ValueRanges(Rounding rounding = {}) : rounding(rounding) {}

  const Rounding &getRounding() const { return rounding; }

  /// Features, or the entries of a vector of one value a channel: those of a
  /// parameter are points.
  FeatureRange getFeatures(Value value);
  RowWeights getRowWeights(Value value);
  GraphRange getGraph(Value value);
  SegmentRange getSegments(Value value);

  /// The bounds of channel `channel` of features.
  Interval getChannel(Value features, int64_t channel);

  void set(Value value, FeatureRange range);
  void set(Value value, RowWeights range);
  void set(Value value, GraphRange range);
  void set(Value value, SegmentRange range);

  /// The elements of a parameter, row-major; nothing where `value` is no
  /// parameter or has no values.
  std::optional<ArrayRef<float>> getParameterElements(Value value);

  /// Values other than those in the module, for a second model of the same ops.
  void setParameterElements(ml_program::GlobalOp parameter,
                            std::vector<float> elements);

  /// A number for a graph that nothing else has.
  uint64_t makeGraphNumber() { return nextGraph++; }

private:
  using Range = std::variant<std::monostate, FeatureRange, RowWeights,
                             GraphRange, SegmentRange>;

  template <typename T> const T *find(Value value) const {
    auto known = ranges.find(value);
    return known == ranges.end() ? nullptr : std::get_if<T>(&known->second);
  }

  Rounding rounding;
  uint64_t nextGraph = 1;
  DenseMap<Value, Range> ranges;
  DenseMap<Operation *, std::optional<std::vector<float>>> parameters;
};

/// How weights of edges differ that are, in both models, a softmax over the
/// edges of each row times a factor of the row.
struct SoftmaxChange {
  /// Half the sum over a row of the absolute differences of the softmaxes.
  double variation;
  /// The largest difference of the factors; that of the first is at most one.
  double scale;
};

/// A difference of at most `factor * |x'| + absolute`, element by element, with
/// x' that of the second model: what rounding makes of features that nothing
/// was subtracted in. Of a whole row that says more than a bound a channel.
struct RelativeBound {
  double factor = 0, absolute = 0;
};

/// Bounds of `first - second`, for two models of the same ops with different
/// parameters on the same input. Both hold the bounds of each model by itself.
///
/// The first computes in real arithmetic, and so does the second, unless there
/// is a rounding: then it is what a program of that rounding computes. So one
/// model, compared with itself, gives the error of its evaluation. Ops add to
/// the difference that their operands make what evaluating the op once adds.
class DifferenceRanges {
public:
  DifferenceRanges(ValueRanges &first, ValueRanges &second,
                   Rounding rounding = Rounding::none())
      : first(first), second(second), rounding(rounding) {}

  ValueRanges &getFirst() { return first; }
  ValueRanges &getSecond() { return second; }
  const Rounding &getRounding() const { return rounding; }

  /// Features, or the entries of a vector of one value a channel.
  FeatureRange getFeatures(Value value);

  void set(Value value, FeatureRange range);
  /// The same value in both models.
  void setEqual(Value value);

  /// What is known beside the bounds.
  void setRelative(Value value, RelativeBound bound);
  std::optional<RelativeBound> findRelative(Value value) const;

  /// Of weights of edges, one a head.
  void setSoftmax(Value edges, std::vector<SoftmaxChange> changes);
  /// Null where they are no softmax.
  const std::vector<SoftmaxChange> *findSoftmax(Value edges) const;

  /// Whether an op's result is bounded by the difference of the bounds of both
  /// models, because the op says nothing, or allows more than twice as much.
  bool isWidened(Value result);

private:
  FeatureRange subtractRanges(Value value);

  ValueRanges &first;
  ValueRanges &second;
  Rounding rounding;
  DenseMap<Value, FeatureRange> differences;
  DenseSet<Value> widened;
  DenseMap<Value, RelativeBound> relative;
  DenseMap<Value, std::vector<SoftmaxChange>> softmaxes;
};

} // namespace mlir::gnn

#endif // GNN_OPT_DIALECT_GNN_VALUERANGES_H
