//===- Composition.h - A(XW) or (AX)W ---------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sum and mean are linear, so that a product with weights can go before or
// behind them, also with a scaling of rows between the two:
//
//   multiply first    aggregate(graph, scale_rows(linear(x, w), c))
//   aggregate first   linear(aggregate(graph, scale_rows(x, c)), w)
//
// So is what adds to the aggregate the rows that it reads, as GIN does:
// `aggregate(graph, x) + (1 + eps) x`, and self loops that no graph has. Edge
// weights of one head, such as attention's, weight all channels alike.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_ANALYSIS_COMPOSITION_H
#define GNN_OPT_ANALYSIS_COMPOSITION_H

#include "gnn-opt/Analysis/TimeModel.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/OwningOpRef.h"

#include <map>

namespace mlir::gnn {

enum class CompositionOrder { MultiplyFirst, AggregateFirst };

/// `multiply-first` or `aggregate-first`.
StringRef stringifyOrder(CompositionOrder order);
CompositionOrder getOtherOrder(CompositionOrder order);

/// What a composition reads, in either order.
struct CompositionParts {
  ReductionKind reduction;
  Value graph;
  /// As they are stored: sparse ones are made dense to be aggregated.
  Value features;
  Value weight;
  /// Absent where nothing is scaled, or added behind the product.
  Value scale, bias;
  /// Of edges, one each; or null.
  Value edgeWeights = {};
  /// Whether the rows that are aggregated are added to the aggregate, and if so
  /// 1 + eps times, or as often as self loops are missing, where there is one.
  bool addsSelf = false;
  Value eps = {}, missing = {};
  /// Whether features can be scaled while the op that makes them has their rows
  /// in registers. A product's rows always can.
  bool joinsProducer = false;
};

/// The ops of one composition as it is written.
struct Composition {
  CompositionOrder order;
  LinearOp linear;
  /// Between the two; may be null.
  ScaleRowsOp scale;
  AggregateOp aggregate;
  /// Adds to the aggregate the rows that it reads; may be null.
  ElementwiseOpInterface self;
  /// What else reads the product, which could read its features as well, once
  /// parameters change: the scores of attention are `<x w^T, a> = <x, w^T a>`.
  /// Until then the product cannot go behind.
  SmallVector<HeadDotOp, 2> scores = {};

  CompositionParts getParts();
  /// In the order of their results.
  SmallVector<Operation *> getOps();
  Operation *getLast() { return getOps().back(); }
  /// Whether an op outside reads what `op`, one of these, computes.
  bool isReadElsewhere(Operation *op);
  /// The order in which fewer bytes go through the graph: the narrower side of
  /// the product is aggregated. As written where both are as wide; the product
  /// first where it can read sparse features.
  CompositionOrder getNarrower();
};

/// The composition that `op` is the last op of.
struct CompositionMatch {
  std::optional<Composition> composition;
  /// Why a product and an aggregate that meet there cannot change places, or
  /// null.
  const char *obstacle = nullptr;
};
CompositionMatch matchComposition(Operation *op);

/// All of a function, no op in two of them.
SmallVector<Composition> findCompositions(func::FuncOp function);

/// Writes the parts in one order. The result has no bias added where there is
/// none.
Value createComposition(OpBuilder &builder, Location loc,
                        const CompositionParts &parts, CompositionOrder order);

/// The ops of one composition, in both orders, by themselves.
class CompositionForms {
public:
  explicit CompositionForms(const CompositionParts &parts);

  /// Predicted for a graph of which `workload.edges` counts every edge.
  double getSeconds(CompositionOrder order, const Workload &workload,
                    const TimeContext &context) const;
  /// The faster order, and `preferred` where both take equally long.
  CompositionOrder getFaster(CompositionOrder preferred,
                             const Workload &workload,
                             const TimeContext &context) const;

private:
  func::FuncOp createForm(const CompositionParts &parts,
                          CompositionOrder order);
  Value copyWeight(OpBuilder &builder, Value weight, Value argument);

  OwningOpRef<ModuleOp> module;
  std::map<CompositionOrder, func::FuncOp> forms;
};

/// A graph of at most `nodes` nodes has many edges from `edges` of them for
/// every 64 nodes.
struct DegreeStep {
  static constexpr int64_t unit = 64;
  static constexpr int64_t unlimited = std::numeric_limits<int64_t>::max();

  int64_t nodes;
  int64_t edges;
};

/// What the time model makes of a composition whose graph is unknown.
struct CompositionChoice {
  /// For every graph, or where there are steps for one with many edges.
  CompositionOrder order;
  /// By the number of nodes, the last without limit: below it the other order
  /// is faster. None where one order does for every plausible graph.
  SmallVector<DegreeStep> steps;
  /// How much longer the order may take on the worst plausible graph than the
  /// better of both, 1 for no longer.
  double regret;

  /// In words.
  std::string explain() const;
};

/// A second order must be worth a tenth of the composition's time on some
/// plausible graph: 2^10 to 2^24 nodes with 1 to 512 edges each.
CompositionChoice chooseForAnyGraph(Composition composition,
                                    const TimeContext &context);

/// For each composition of a function the times of both orders, and what is
/// chosen for this graph, and for any.
void printCompositions(raw_ostream &os, func::FuncOp function,
                       const Workload &workload, const TimeContext &context);

} // namespace mlir::gnn

#endif // GNN_OPT_ANALYSIS_COMPOSITION_H
