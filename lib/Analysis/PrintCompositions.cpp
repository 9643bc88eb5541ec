//===- PrintCompositions.cpp - Why A(XW), or (AX)W ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Composition.h"
#include "gnn-opt/Analysis/Cost.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

/// What is chosen where the graph is unknown.
static std::string explainForAnyGraph(Composition composition,
                                      TimeContext context) {
  // Their vectors are parameters, which all versions of a function share.
  if (!composition.scores.empty())
    return llvm::formatv("{0}, the narrower rows, since scores read one side "
                         "of the product in every version",
                         stringifyOrder(composition.getNarrower()))
        .str();
  context.profile = GatherProfile::uniform();
  return chooseForAnyGraph(composition, context).explain();
}

static void printComposition(raw_ostream &os, Composition composition,
                             const Workload &workload,
                             const TimeContext &context) {
  CompositionForms forms(composition.getParts());
  auto microseconds = [&](CompositionOrder order) {
    return 1e6 * forms.getSeconds(order, workload, context);
  };
  os << llvm::formatv(
      "composition {0} -> {1} channels, written {2}: multiply-first {3:F2} "
      "microseconds, aggregate-first {4:F2}, so {5}\n"
      "  for any graph: {6}\n",
      getChannels(composition.linear.getX()),
      getChannels(composition.linear.getResult()),
      stringifyOrder(composition.order),
      microseconds(CompositionOrder::MultiplyFirst),
      microseconds(CompositionOrder::AggregateFirst),
      stringifyOrder(
          forms.getFaster(composition.getNarrower(), workload, context)),
      explainForAnyGraph(composition, context));
}

void gnn::printCompositions(raw_ostream &os, func::FuncOp function,
                            const Workload &workload,
                            const TimeContext &context) {
  auto sizes = createValueSizes(function, workload);
  for (Composition composition : findCompositions(function)) {
    Workload own = workload;
    own.edges = sizes->getEdges(composition.aggregate.getGraph());
    printComposition(os, composition, own, context);
  }
}
