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
#include "gnn-opt/Analysis/Scene.h"

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
  FailureOr<Scene> readScene() {
    Workload workload{nodes, edges, selfLoops, graphs};
    if (nonzeros >= 0)
      workload.featureNonzeros = nonzeros;
    llvm::Expected<Scene> scene = Scene::read(workload, threads, data, machine);
    if (scene) {
      scene->features = features;
      return std::move(*scene);
    }
    return emitError(getOperation().getLoc(), "gnn-print-cost: ")
           << llvm::toString(scene.takeError());
  }

  void printFunction(raw_ostream &os, func::FuncOp function,
                     const Scene &scene) {
    const Workload &workload = scene.workload;
    os << "cost of @" << function.getSymName() << ": " << workload.nodes
       << " nodes, " << workload.edges << " edges, " << workload.graphs
       << " graphs; " << threads << " threads of " << scene.machine.name
       << "\n   multiply-adds     bytes read  bytes written  microseconds  "
          "bound by\n";
    auto sizes = createValueSizes(function, workload, scene.machine);
    TimeContext context = scene.getTimeContext();
    ProductFusion fusion = ProductFusion::find(function);
    function.walk([&](CostOpInterface op) {
      TimeEstimate time = estimateTime(op, *sizes, context, fusion);
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
