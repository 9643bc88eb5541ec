//===- VersionAggregation.cpp - A(XW) and (AX)W, for the graph to choose --===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Passes.h"

#include "gnn-opt/Analysis/Composition.h"
#include "gnn-opt/Analysis/Scene.h"

#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Remarks.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_VERSIONAGGREGATION
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static constexpr remark::RemarkOpts remarkOptions =
    remark::RemarkOpts::name("VersionAggregation")
        .category("gnn-version-aggregation");

namespace {
/// Compositions that one test decides.
struct Switch {
  BlockArgument graph;
  CompositionChoice choice;
  SmallVector<Composition> compositions;

  int64_t getLargestThreshold() const {
    int64_t largest = 0;
    for (const DegreeStep &step : choice.steps)
      largest = std::max(largest, step.edges);
    return largest;
  }

  /// By largest threshold, else as written.
  bool isBefore(const Switch &other) const {
    int64_t own = getLargestThreshold(), theirs = other.getLargestThreshold();
    AggregateOp first = compositions.front().aggregate,
                second = other.compositions.front().aggregate;
    return own != theirs ? own > theirs : first->isBeforeInBlock(second);
  }
};
} // namespace

/// Writes a composition in the other order, and erases it as it was.
static void reverse(Composition composition) {
  Operation *last = composition.getLast();
  OpBuilder builder(last);
  Value result =
      createComposition(builder, last->getLoc(), composition.getParts(),
                        getOtherOrder(composition.order));
  last->getResult(0).replaceAllUsesWith(result);
  SmallVector<Operation *> ops = composition.getOps();
  for (Operation *op : llvm::reverse(ops))
    op->erase();
}

static void write(Composition composition, CompositionOrder order) {
  if (composition.order != order)
    reverse(composition);
}

static Composition lookup(Composition composition, const IRMapping &mapping) {
  auto find = [&](auto op) {
    using Op = decltype(op);
    return op ? cast<Op>(mapping.lookup(op.getOperation())) : op;
  };
  return {composition.order, find(composition.linear), find(composition.scale),
          find(composition.aggregate), find(composition.self)};
}

/// Buffers that arguments of these types become once lowered.
static int64_t countBuffers(TypeRange types) {
  int64_t count = 0;
  for (Type type : types)
    count += isa<gnn::GraphType>(type) ? 2 : isSparse(type) ? 3 : 1;
  return count;
}

static void report(Composition composition, const CompositionChoice &choice) {
  remark::analysis(composition.getLast()->getLoc(), remarkOptions)
      << remark::add("{0}", choice.explain());
}

/// Their vectors are parameters, which all versions share.
static void reportScores(Composition composition) {
  remark::missed(composition.getLast()->getLoc(), remarkOptions)
      << remark::reason("scores read one side of the product in every version");
}

static bool haveSameSteps(const Switch &a, const CompositionChoice &b) {
  return a.choice.order == b.order &&
         llvm::equal(a.choice.steps, b.steps, [](auto x, auto y) {
           return x.nodes == y.nodes && x.edges == y.edges;
         });
}

namespace {
struct VersionAggregation
    : gnn::impl::VersionAggregationBase<VersionAggregation> {
  using VersionAggregationBase::VersionAggregationBase;

  void runOnOperation() override {
    llvm::Expected<Scene> scene =
        Scene::read({}, threads, /*dataPath=*/"", machine);
    if (!scene) {
      getOperation().emitError("gnn-version-aggregation: ")
          << llvm::toString(scene.takeError());
      return signalPassFailure();
    }
    // An order that was asked for, or chosen for a known graph.
    if (getOperation()->hasAttr("gnn.aggregation_order"))
      return;
    TimeContext context = scene->getTimeContext();
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && llvm::hasSingleElement(function.getBody()))
        functions.push_back(function);
    for (func::FuncOp function : functions)
      if (failed(addVersions(function, findSwitches(function, context))))
        return signalPassFailure();
  }

private:
  /// Writes what needs no second version; the rest by largest threshold.
  SmallVector<Switch> findSwitches(func::FuncOp function,
                                   const TimeContext &context) {
    SmallVector<Switch> switches;
    for (Composition composition : findCompositions(function)) {
      if (!composition.scores.empty()) {
        reportScores(composition);
        continue;
      }
      CompositionChoice choice = chooseForAnyGraph(composition, context);
      report(composition, choice);
      if (!choice.steps.empty()) {
        addTo(switches, composition, choice);
      } else if (choice.order != composition.order) {
        reverse(composition);
        ++numReordered;
      }
    }
    llvm::sort(switches,
               [](const Switch &a, const Switch &b) { return a.isBefore(b); });
    return switches;
  }

  static void addTo(SmallVectorImpl<Switch> &switches, Composition composition,
                    const CompositionChoice &choice) {
    auto graph = dyn_cast<BlockArgument>(composition.aggregate.getGraph());
    if (!graph || graph.getOwner() != composition.aggregate->getBlock() ||
        !isa<func::FuncOp>(graph.getOwner()->getParentOp())) {
      remark::missed(composition.getLast()->getLoc(), remarkOptions)
          << remark::reason("the graph is made within the function, so that "
                            "its size cannot choose a version");
      return;
    }
    for (Switch &other : switches)
      if (other.graph == graph && haveSameSteps(other, choice))
        return other.compositions.push_back(composition);
    switches.push_back({graph, choice, {composition}});
  }

  LogicalResult addVersions(func::FuncOp function, ArrayRef<Switch> switches) {
    SmallVector<Attribute> versions;
    func::FuncOp last = function;
    for (unsigned count = 1; count <= switches.size(); ++count) {
      std::string name =
          (function.getSymName() + "_version" + Twine(count)).str();
      if (getOperation().lookupSymbol(name))
        return function.emitError("expects the name '")
               << name << "' to be free but it is taken";
      last = addVersion(last, function, name, switches.take_front(count),
                        switches.drop_front(count));
      versions.push_back(describe(last, switches[count - 1]));
      ++numVersions;
    }
    for (const Switch &change : switches)
      for (Composition composition : change.compositions)
        write(composition, change.choice.order);
    if (!versions.empty())
      function->setAttr("gnn.versions",
                        ArrayAttr::get(&getContext(), versions));
    return success();
  }

  func::FuncOp addVersion(func::FuncOp last, func::FuncOp function,
                          StringRef name, ArrayRef<Switch> changed,
                          ArrayRef<Switch> unchanged) {
    IRMapping mapping;
    auto version = cast<func::FuncOp>(function->clone(mapping));
    for (const Switch &change : changed)
      for (Composition composition : change.compositions)
        write(lookup(composition, mapping), getOtherOrder(change.choice.order));
    for (const Switch &change : unchanged)
      for (Composition composition : change.compositions)
        write(lookup(composition, mapping), change.choice.order);
    version.setSymName(name);
    version.setPrivate();
    for (StringRef attr :
         {"gnn.prepared_by", "gnn.signature", "gnn.result_rows"})
      version->removeAttr(attr);
    getOperation().insert(std::next(last->getIterator()), version);
    return version;
  }

  DictionaryAttr describe(func::FuncOp version, const Switch &change) {
    Builder builder(&getContext());
    SmallVector<int64_t> steps;
    for (const DegreeStep &step : change.choice.steps)
      steps.append({step.nodes, step.edges});
    TypeRange before =
        version.getArgumentTypes().take_front(change.graph.getArgNumber());
    return builder.getDictionaryAttr(
        {builder.getNamedAttr("function", FlatSymbolRefAttr::get(version)),
         builder.getNamedAttr("row_ptr",
                              builder.getI64IntegerAttr(countBuffers(before))),
         builder.getNamedAttr("steps", builder.getDenseI64ArrayAttr(steps))});
  }
};
} // namespace
