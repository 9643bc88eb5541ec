//===- PrintCost.cpp - Show costs as a table ------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Analysis/Passes.h"

#include "llvm/Support/Format.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_PRINTCOST
#include "include/gnn-opt/Analysis/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static void printRow(raw_ostream &os, const Cost &cost, StringRef what) {
  os << llvm::format("%16lld %14lld %14lld  ",
                     static_cast<long long>(cost.multiplyAdds),
                     static_cast<long long>(cost.bytesRead),
                     static_cast<long long>(cost.bytesWritten))
     << what << "\n";
}

namespace {
struct PrintCost : gnn::impl::PrintCostBase<PrintCost> {
  using PrintCostBase::PrintCostBase;

  void runOnOperation() override {
    if (failed(checkOptions()))
      return signalPassFailure();
    FailureOr<ParameterCount> count = countParameters(getOperation());
    if (failed(count))
      return signalPassFailure();
    Workload workload{nodes, edges, selfLoops, graphs};
    if (nonzeros >= 0)
      workload.featureNonzeros = nonzeros;
    for (auto function : getOperation().getOps<func::FuncOp>())
      printFunction(llvm::errs(), function, workload);
    llvm::errs() << "parameters: " << count->parameters
                 << ", nonzero: " << count->nonzero << "\n";
    markAllAnalysesPreserved();
  }

private:
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
    return success();
  }

  void printFunction(raw_ostream &os, func::FuncOp function,
                     const Workload &workload) {
    os << "cost of @" << function.getSymName() << ": " << workload.nodes
       << " nodes, " << workload.edges << " edges, " << workload.graphs
       << " graphs\n   multiply-adds     bytes read  bytes written\n";
    auto sizes = createValueSizes(function, workload);
    function.walk([&](CostOpInterface op) {
      printRow(os, op.getCost(*sizes), op->getName().getStringRef());
      ++numOps;
    });
    printRow(os, getFunctionCost(function, workload), "total");
  }
};
} // namespace
