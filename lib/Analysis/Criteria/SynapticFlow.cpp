//===- SynapticFlow.cpp - Channels that few paths go through first --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Criteria.h"
#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

/// Flows stay below, so that the product of two is finite.
static constexpr double largestFlow = 1e150;

namespace {
/// How flow gets from features to a result of the op that reads them: channel
/// by channel, or through the rows and columns of |W|.
struct FlowStep {
  /// Axes.
  unsigned features, result;
  /// Null where there is no weight; then `in` is not used.
  GlobalOp weight;
  /// Features to columns; rows, or features, to the result.
  ChannelLink in, out;
};

/// The flow of ones from all inputs forwards, and from all outputs backwards.
class SynapticFlow {
public:
  explicit SynapticFlow(ScoringContext &context)
      : context(context), groups(context.getGroups()) {}

  FailureOr<std::vector<double>> score();

private:
  LogicalResult collectSteps(ChannelOpInterface op);
  LogicalResult addProducts(Operation *op, ArrayRef<ChannelLink> links,
                            const ChannelLink &out);
  void addStep(const ChannelLink &in, const ChannelLink &out, GlobalOp weight);
  void setSources();
  LogicalResult goForward(const FlowStep &step);
  LogicalResult goBackward(const FlowStep &step, std::vector<double> &scores);

  ScoringContext &context;
  const ChannelGroups &groups;
  std::vector<FlowStep> steps;
  /// By axis.
  std::vector<std::vector<double>> forward, backward;
};
} // namespace

static int64_t follow(const ChannelLink &link, int64_t index) {
  return link.offset + (link.modulus ? index % link.modulus : index);
}

/// Whether each of `from` indices has one among `to`: ChannelGroups freezes
/// what has not.
static bool leadsInto(const ChannelLink &link, int64_t from, int64_t to) {
  int64_t indices = link.modulus ? std::min(link.modulus, from) : from;
  return link.offset >= 0 && link.offset + indices <= to;
}

static void add(double &flow, double addend) {
  flow = std::min(flow + addend, largestFlow);
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

void SynapticFlow::addStep(const ChannelLink &in, const ChannelLink &out,
                           GlobalOp weight) {
  auto features = groups.findAxis(in.from.value, in.from.dim);
  auto result = groups.findAxis(out.to.value, out.to.dim);
  if (!features || !result)
    return;
  int64_t width = groups.getAxes()[*features].size;
  int64_t outputs = groups.getAxes()[*result].size;
  if (weight) {
    ArrayRef<int64_t> shape = getParameterType(weight).getShape();
    if (!leadsInto(in, width, shape[1]))
      return;
    width = shape[0];
  }
  if (leadsInto(out, width, outputs))
    steps.push_back({*features, *result, weight, in, out});
}

/// A step for each product with the weight whose rows `out` leads to a result.
LogicalResult SynapticFlow::addProducts(Operation *op,
                                        ArrayRef<ChannelLink> links,
                                        const ChannelLink &out) {
  for (const ChannelLink &in : links) {
    if (!in.contracted || in.to.value != out.from.value || out.from.dim != 0)
      continue;
    GlobalOp weight = getParameter(in.to.value);
    if (!weight)
      return op->emitError("synflow expects a parameter as weight but got a "
                           "value; gnn-fold-parameters computes those that are "
                           "known");
    addStep(in, out, weight);
  }
  return success();
}

LogicalResult SynapticFlow::collectSteps(ChannelOpInterface op) {
  SmallVector<ChannelLink> links;
  op.getChannelLinks(links);
  for (const ChannelLink &link : links) {
    if (link.contracted || link.to.value.getDefiningOp() != op.getOperation())
      continue;
    if (isFeatures(link.from.value.getType()))
      addStep(link, link, nullptr);
    else if (failed(addProducts(op, links, link)))
      return failure();
  }
  return success();
}

/// Ones into all features that no op makes, and out of all that leave.
void SynapticFlow::setSources() {
  auto isChannelOp = [](Operation *op) {
    return isa_and_present<ChannelOpInterface>(op);
  };
  for (auto [number, axis] : llvm::enumerate(groups.getAxes())) {
    forward.emplace_back(axis.size, 0.0);
    backward.emplace_back(axis.size, 0.0);
    if (!axis.value || !isFeatures(axis.value.getType()))
      continue;
    if (!isChannelOp(axis.value.getDefiningOp()))
      forward[number].assign(axis.size, 1.0);
    if (!llvm::all_of(axis.value.getUsers(), isChannelOp))
      backward[number].assign(axis.size, 1.0);
  }
}

//===----------------------------------------------------------------------===//
// Flow
//===----------------------------------------------------------------------===//

LogicalResult SynapticFlow::goForward(const FlowStep &step) {
  ArrayRef<double> from = forward[step.features];
  std::vector<double> &to = forward[step.result];
  if (!step.weight) {
    for (size_t i = 0; i < from.size(); ++i)
      add(to[follow(step.out, i)], from[i]);
    return success();
  }
  FailureOr<ArrayRef<float>> values = context.getValues(step.weight);
  if (failed(values))
    return failure();
  ArrayRef<int64_t> shape = getParameterType(step.weight).getShape();
  for (int64_t row = 0; row < shape[0]; ++row)
    for (size_t i = 0; i < from.size(); ++i)
      add(to[follow(step.out, row)],
          std::abs(double((*values)[row * shape[1] + follow(step.in, i)])) *
              from[i]);
  return success();
}

/// What a weight passes back from its rows is what its column scores, times
/// what arrives there.
LogicalResult SynapticFlow::goBackward(const FlowStep &step,
                                       std::vector<double> &scores) {
  std::vector<double> &from = backward[step.features];
  ArrayRef<double> to = backward[step.result];
  if (!step.weight) {
    for (size_t i = 0; i < from.size(); ++i)
      add(from[i], to[follow(step.out, i)]);
    return success();
  }
  FailureOr<ArrayRef<float>> values = context.getValues(step.weight);
  if (failed(values))
    return failure();
  ArrayRef<int64_t> shape = getParameterType(step.weight).getShape();
  for (size_t i = 0; i < from.size(); ++i) {
    double flow = 0;
    for (int64_t row = 0; row < shape[0]; ++row)
      add(flow,
          std::abs(double((*values)[row * shape[1] + follow(step.in, i)])) *
              to[follow(step.out, row)]);
    add(from[i], flow);
    scores[groups.getChannel(step.features, i)] +=
        flow * forward[step.features][i];
  }
  return success();
}

FailureOr<std::vector<double>> SynapticFlow::score() {
  std::vector<ChannelOpInterface> ops;
  groups.getModule().walk([&](ChannelOpInterface op) { ops.push_back(op); });
  for (ChannelOpInterface op : ops)
    if (failed(collectSteps(op)))
      return failure();
  setSources();
  std::vector<double> scores(groups.getNumChannels(), 0.0);
  for (const FlowStep &step : steps)
    if (failed(goForward(step)))
      return failure();
  for (const FlowStep &step : llvm::reverse(steps))
    if (failed(goBackward(step, scores)))
      return failure();
  return scores;
}

namespace {
/// R is the sum over all paths from an input to an output of the product of the
/// |w| on the path; the score of a channel is the sum of |w dR/dw| over the
/// columns that multiply it, which is the part of R that goes through them.
/// Tanaka et al., "Pruning neural networks without any data by iteratively
/// conserving synaptic flow", 2020.
///
/// R is linear in each column, so that one pass forwards and one backwards do,
/// along the links of ChannelOpInterface: what is no weight passes flow on
/// unchanged, sums of features add it, biases and attention have none. Fold
/// batch norms first. The authors prune in about a hundred rounds: the score is
/// that of one.
struct SynapticFlowCriterion : ChannelCriterion {
  StringRef getName() const override { return "synflow"; }

  FailureOr<std::vector<double>> score(ScoringContext &context) const override {
    return SynapticFlow(context).score();
  }
};
} // namespace

std::unique_ptr<ChannelCriterion> gnn::createSynapticFlow() {
  return std::make_unique<SynapticFlowCriterion>();
}
