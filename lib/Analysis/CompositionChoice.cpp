//===- CompositionChoice.cpp - An order for graphs that are unknown -------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// At one number of nodes the times of both orders grow with the edges, one
// faster than the other, so that they meet once: a threshold says which is the
// faster. Caches and the costs of loops move it with the number of nodes, for
// which it is found again at every fourth power of two.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Composition.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

/// Plausible graphs: powers of two of nodes, and of edges a node.
static constexpr int leastNodes = 10, mostNodes = 24, nodesStep = 2;
static constexpr int mostDegree = 9;
/// The longest that a composition may take, by the faster order.
static constexpr double tolerance = 1.1;
/// Thresholds that differ by less are one.
static constexpr double distinctSteps = 1.25;
static constexpr int64_t never = int64_t(1) << 30;

namespace {
/// Both orders of one composition, on graphs of any size.
class Comparison {
public:
  Comparison(Composition composition, const TimeContext &context)
      : forms(composition.getParts()), context(context) {}

  /// The time of an order, by that of the faster one.
  double getRegret(CompositionOrder order, int64_t nodes, double degree) const {
    Workload workload = getWorkload(nodes, degree);
    double seconds = forms.getSeconds(order, workload, context);
    double other = forms.getSeconds(getOtherOrder(order), workload, context);
    return seconds / std::min(seconds, other);
  }

  double getLargestRegret(CompositionOrder order) const {
    double largest = 1;
    for (int nodes = leastNodes; nodes <= mostNodes; nodes += nodesStep)
      for (int degree = 0; degree <= mostDegree; ++degree)
        largest = std::max(largest,
                           getRegret(order, int64_t(1) << nodes, 1 << degree));
    return largest;
  }

  /// From how many edges for every unit of nodes `order` is the faster.
  int64_t getThreshold(CompositionOrder order, int64_t nodes) const {
    int above = mostDegree;
    while (above >= 0 && isFaster(order, nodes, 1 << above))
      --above;
    if (above == mostDegree)
      return never;
    return above < 0 ? 0 : bisect(order, nodes, 1 << above, 2 << above);
  }

private:
  static Workload getWorkload(int64_t nodes, double degree) {
    return {nodes, int64_t(double(nodes) * degree)};
  }

  bool isFaster(CompositionOrder order, int64_t nodes, double degree) const {
    return forms.getFaster(order, getWorkload(nodes, degree), context) == order;
  }

  /// Between a degree at which the order is slower and one at which it is not.
  int64_t bisect(CompositionOrder order, int64_t nodes, double slower,
                 double faster) const {
    while (faster - slower > 1.0 / DegreeStep::unit) {
      double middle = (slower + faster) / 2;
      (isFaster(order, nodes, middle) ? faster : slower) = middle;
    }
    return std::llround(faster * DegreeStep::unit);
  }

  CompositionForms forms;
  const TimeContext &context;
};
} // namespace

static bool areDistinct(int64_t a, int64_t b) {
  return double(std::max(a, b)) > distinctSteps * double(std::min(a, b));
}

/// Each threshold holds up to the middle between its nodes and the next.
static SmallVector<DegreeStep> findSteps(const Comparison &comparison,
                                         CompositionOrder order) {
  SmallVector<DegreeStep> steps;
  for (int nodes = leastNodes; nodes <= mostNodes; nodes += nodesStep) {
    int64_t edges = comparison.getThreshold(order, int64_t(1) << nodes);
    int64_t limit = int64_t(1) << (nodes + nodesStep / 2);
    if (steps.empty() || areDistinct(steps.back().edges, edges))
      steps.push_back({limit, edges});
    else
      steps.back().nodes = limit;
  }
  steps.back().nodes = DegreeStep::unlimited;
  return steps;
}

CompositionChoice gnn::chooseForAnyGraph(Composition composition,
                                         const TimeContext &context) {
  CompositionOrder narrower = composition.getNarrower();
  CompositionOrder other = getOtherOrder(narrower);
  Comparison comparison(composition, context);
  double regret = comparison.getLargestRegret(narrower);
  if (isSparse(composition.getParts().features.getType()) ||
      regret <= tolerance)
    return {narrower, {}, regret};
  double regretOfOther = comparison.getLargestRegret(other);
  if (regretOfOther <= tolerance)
    return {other, {}, regretOfOther};
  return {narrower, findSteps(comparison, narrower), regret};
}

static void explain(const DegreeStep &step, llvm::raw_ostream &os) {
  if (step.edges >= never)
    os << "never";
  else
    os << llvm::format("from %.1f edges a node",
                       double(step.edges) / DegreeStep::unit);
  if (step.nodes != DegreeStep::unlimited)
    os << " up to " << step.nodes << " nodes";
}

std::string CompositionChoice::explain() const {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << stringifyOrder(order);
  if (steps.empty())
    return text +
           llvm::formatv(" for every graph, at most {0:P0} slower", regret - 1)
               .str();
  for (const DegreeStep &step : steps) {
    os << (&step == steps.begin() ? " " : ", ");
    ::explain(step, os);
  }
  os << ", else " << stringifyOrder(getOtherOrder(order));
  return text;
}
