//===- PrintCost.cpp - Show costs as a table ------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Composition.h"
#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Analysis/Passes.h"
#include "gnn-opt/Analysis/TimeModel.h"
#include "gnn-opt/Execution/Dataset.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatAdapters.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_PRINTCOST
#include "include/gnn-opt/Analysis/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static void printRow(raw_ostream &os, const Cost &cost, double seconds,
                     StringRef bound, StringRef what) {
  os << llvm::format("%16lld %14lld %14lld %13.2f  ",
                     static_cast<long long>(cost.multiplyAdds),
                     static_cast<long long>(cost.bytesRead),
                     static_cast<long long>(cost.bytesWritten), seconds * 1e6)
     << llvm::left_justify(bound, 13) << "  " << what << "\n";
}

namespace {
struct PrintCost : gnn::impl::PrintCostBase<PrintCost> {
  using PrintCostBase::PrintCostBase;

  void runOnOperation() override {
    FailureOr<Scene> scene = readScene();
    if (failed(scene))
      return signalPassFailure();
    FailureOr<ParameterCount> count = countParameters(getOperation());
    if (failed(count))
      return signalPassFailure();
    for (auto function : getOperation().getOps<func::FuncOp>())
      printFunction(llvm::errs(), function, *scene);
    llvm::errs() << "parameters: " << count->parameters
                 << ", nonzero: " << count->nonzero << "\n";
    markAllAnalysesPreserved();
  }

private:
  /// What the model is to run on.
  struct Scene {
    Workload workload;
    GatherProfile profile = GatherProfile::uniform();
    Machine machine = Machine::getDefault();
  };

  FailureOr<Scene> readScene() {
    if (failed(checkOptions()))
      return failure();
    Scene scene;
    if (llvm::Error error = readFiles(scene))
      return emitError(getOperation().getLoc(), "gnn-print-cost: ")
             << llvm::toString(std::move(error));
    return scene;
  }

  llvm::Error readFiles(Scene &scene) {
    scene.workload = {nodes, edges, selfLoops, graphs};
    if (nonzeros >= 0)
      scene.workload.featureNonzeros = nonzeros;
    if (!machine.empty())
      if (llvm::Error error = Machine::read(machine).moveInto(scene.machine))
        return error;
    if (data.empty())
      return llvm::Error::success();
    llvm::Expected<Dataset> dataset = loadDataset(data);
    if (!dataset)
      return dataset.takeError();
    scene.workload = gnn::getWorkload(*dataset);
    scene.profile = GatherProfile::measure(dataset->graph);
    return llvm::Error::success();
  }

  LogicalResult checkOptions() {
    std::pair<StringRef, int64_t> sizes[] = {{"nodes", nodes},
                                             {"edges", edges},
                                             {"self-loops", selfLoops},
                                             {"graphs", graphs}};
    for (auto [name, size] : sizes)
      if (size < 0)
        return emitError(getOperation().getLoc(), "gnn-print-cost expects ")
               << name << " to be at least 0 but got " << size;
    if (selfLoops > edges)
      return emitError(getOperation().getLoc(),
                       "gnn-print-cost expects at most ")
             << edges.getValue() << " self-loops, as there are edges, but got "
             << selfLoops.getValue();
    if (threads < 1)
      return emitError(getOperation().getLoc(),
                       "gnn-print-cost expects threads to be at least 1 but "
                       "got ")
             << threads.getValue();
    return success();
  }

  void printFunction(raw_ostream &os, func::FuncOp function,
                     const Scene &scene) {
    const Workload &workload = scene.workload;
    os << "cost of @" << function.getSymName() << ": " << workload.nodes
       << " nodes, " << workload.edges << " edges, " << workload.graphs
       << " graphs; " << threads << " threads of " << scene.machine.name
       << "\n   multiply-adds     bytes read  bytes written  microseconds  "
          "bound by\n";
    auto sizes = createValueSizes(function, workload);
    TimeContext context{scene.machine, threads, scene.profile};
    function.walk([&](CostOpInterface op) {
      TimeEstimate time = estimateTime(op, *sizes, context);
      printRow(os, op.getCost(*sizes), time.getSeconds(), time.getBound(),
               op->getName().getStringRef());
      ++numOps;
    });
    printRow(os, getFunctionCost(function, workload),
             estimateSeconds(function, workload, context), "", "total");
    printCompositions(os, function, workload, context);
  }
};
} // namespace
