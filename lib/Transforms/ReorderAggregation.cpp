//===- ReorderAggregation.cpp - A(XW) or (AX)W ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "FoldParameters/Operands.h"
#include "ReorderAggregation/Scores.h"
#include "gnn-opt/Analysis/Composition.h"
#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Analysis/Scene.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_REORDERAGGREGATION
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("ReorderAggregation")
        .category("gnn-reorder-aggregation");

/// An order that was asked for, or that was chosen for a known graph, stays
/// with the model: the pipelines run the pass again.
static constexpr StringLiteral orderAttr = "gnn.aggregation_order";

/// Why a form that is chosen is not written.
static constexpr StringLiteral notFinite =
    "the vector of a score that reads the features is not finite";

namespace {
/// Which of the two forms is wanted.
enum class Request { Auto, MultiplyFirst, AggregateFirst, Keep };

/// A form, and why it is the one.
struct Decision {
  CompositionOrder order;
  std::string reason;
};
} // namespace

static std::optional<Request> parseRequest(StringRef name) {
  return llvm::StringSwitch<std::optional<Request>>(name)
      .Case("auto", Request::Auto)
      .Case("multiply-first", Request::MultiplyFirst)
      .Case("aggregate-first", Request::AggregateFirst)
      .Case("keep", Request::Keep)
      .Default(std::nullopt);
}

static Decision chooseNarrower(Composition composition) {
  if (isSparse(composition.getParts().features.getType()))
    return {CompositionOrder::MultiplyFirst,
            "the product can read sparse features"};
  if (composition.getNarrower() != composition.order)
    return {composition.getNarrower(), "the other side is narrower"};
  return {composition.order,
          composition.order == CompositionOrder::AggregateFirst
              ? "the product is no narrower than the features"
              : "the features are no narrower than the product"};
}

/// What the ops of a composition run on.
static Workload getWorkload(Composition composition, Workload workload) {
  auto function = composition.linear->getParentOfType<func::FuncOp>();
  if (!function)
    return workload;
  auto sizes = createValueSizes(function, workload);
  workload.edges = sizes->getEdges(composition.aggregate.getGraph());
  return workload;
}

static Decision chooseFaster(Composition composition, const Scene &scene) {
  TimeContext context = scene.getTimeContext();
  Workload workload = getWorkload(composition, scene.workload);
  CompositionForms forms(composition.getParts());
  CompositionOrder order =
      forms.getFaster(composition.getNarrower(), workload, context);
  auto microseconds = [&](CompositionOrder of) {
    return 1e6 * forms.getSeconds(of, workload, context);
  };
  return {order, llvm::formatv("{0} takes {1:F1} microseconds and {2} {3:F1}",
                               stringifyOrder(order), microseconds(order),
                               stringifyOrder(getOtherOrder(order)),
                               microseconds(getOtherOrder(order)))
                     .str()};
}

namespace {
using Choose = std::function<Decision(Composition)>;

/// Writes the composition that ends here in the order that is chosen for it.
struct Reorder : RewritePattern {
  Reorder(MLIRContext *context, const Choose &choose, Pass::Statistic &count,
          Pass::Statistic &scoreCount)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context),
        choose(choose), count(count), scoreCount(scoreCount) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    auto [composition, obstacle] = matchComposition(op);
    if (!composition)
      return rewriter.notifyMatchFailure(op, obstacle ? obstacle
                                                      : "no composition");
    Decision decision = choose(*composition);
    if (decision.order == composition->order)
      return rewriter.notifyMatchFailure(op, decision.reason);
    if (!canReadFeatures(*composition))
      return rewriter.notifyMatchFailure(op, notFinite);
    report(*composition, decision);
    moveScores(*composition, rewriter);
    rewriter.replaceOp(op, createComposition(rewriter, op->getLoc(),
                                             composition->getParts(),
                                             decision.order));
    ++count;
    return success();
  }

private:
  static void report(Composition composition, const Decision &decision) {
    int64_t in = getChannels(composition.linear.getX()),
            out = getChannels(composition.linear.getResult());
    bool multipliesFirst = decision.order == CompositionOrder::MultiplyFirst;
    remark::passed(composition.getLast()->getLoc(), remarkOptions)
        << remark::add("aggregates {0} instead of {1} channels",
                       multipliesFirst ? out : in, multipliesFirst ? in : out)
        << remark::reason("{0}", decision.reason);
    for (HeadDotOp score : composition.scores)
      remark::passed(score.getLoc(), remarkOptions)
          << remark::add("a score reads {0} instead of {1} channels", in, out)
          << remark::reason("the product goes behind its aggregate");
  }

  void moveScores(Composition composition, PatternRewriter &rewriter) const {
    readFeatures(rewriter, composition);
    scoreCount += composition.scores.size();
  }

  const Choose &choose;
  Pass::Statistic &count, &scoreCount;
};

struct ReorderAggregation
    : gnn::impl::ReorderAggregationBase<ReorderAggregation> {
  using ReorderAggregationBase::ReorderAggregationBase;

  void runOnOperation() override {
    FailureOr<Request> request = readRequest();
    llvm::Expected<Scene> scene =
        Scene::read({nodes, edges, selfLoops}, threads, data, machine);
    if (!scene)
      getOperation()->emitError("gnn-reorder-aggregation: ")
          << llvm::toString(scene.takeError());
    if (failed(request) || !scene)
      return signalPassFailure();
    if (*request == Request::Keep)
      return;
    if (failed(fold::checkParameters(getOperation())))
      return signalPassFailure();
    Choose choose = getChoice(*request, *scene);
    RewritePatternSet patterns(&getContext());
    patterns.add<Reorder>(&getContext(), choose, numReordered, numScores);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation()->walk([&](Operation *op) { reportMissed(op, choose); });
  }

private:
  bool isGraphKnown() const { return nodes > 0 || !data.empty(); }

  /// What is asked for, now or in an earlier run.
  FailureOr<Request> readRequest() {
    std::optional<Request> asked = parseRequest(order);
    if (!asked)
      return getOperation()->emitError("expects order to be auto, "
                                       "multiply-first, aggregate-first or "
                                       "keep but got ")
             << order;
    auto kept = getOperation()->getAttrOfType<StringAttr>(orderAttr);
    Request earlier =
        kept ? parseRequest(kept.getValue()).value_or(Request::Auto)
             : Request::Auto;
    if (*asked == Request::Auto && !isGraphKnown())
      return earlier;
    StringRef lasting = *asked == Request::Auto ? "keep" : StringRef(order);
    getOperation()->setAttr(orderAttr, StringAttr::get(&getContext(), lasting));
    return *asked;
  }

  Choose getChoice(Request request, const Scene &scene) {
    if (request == Request::MultiplyFirst)
      return force(CompositionOrder::MultiplyFirst);
    if (request == Request::AggregateFirst)
      return force(CompositionOrder::AggregateFirst);
    if (!isGraphKnown())
      return chooseNarrower;
    return [&scene](Composition composition) {
      return chooseFaster(composition, scene);
    };
  }

  static Choose force(CompositionOrder order) {
    std::string reason =
        ("order=" + stringifyOrder(order) + " was asked for").str();
    return [=](Composition) { return Decision{order, reason}; };
  }

  static void reportMissed(Operation *op, const Choose &choose) {
    auto [composition, obstacle] = matchComposition(op);
    std::string reason = composition ? explain(*composition, choose)
                         : obstacle  ? obstacle
                                     : "";
    if (!reason.empty())
      remark::missed(op->getLoc(), remarkOptions)
          << remark::reason("{0}", reason);
  }

  /// Why a composition stays as it is.
  static std::string explain(Composition composition, const Choose &choose) {
    Decision decision = choose(composition);
    return decision.order == composition.order ? decision.reason
                                               : notFinite.str();
  }
};
} // namespace
