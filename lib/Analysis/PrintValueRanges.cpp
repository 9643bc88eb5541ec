//===- PrintValueRanges.cpp - Show bounds of values -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/InputDomain.h"
#include "gnn-opt/Analysis/Passes.h"
#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_PRINTVALUERANGES
#include "include/gnn-opt/Analysis/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

/// `8 channels in [0, 1], row sum [0, 1], 2 always zero, 3 never negative`.
static void printSummary(raw_ostream &os, const FeatureRange &range) {
  Interval all = Interval::point(0);
  int64_t zeros = 0, active = 0;
  for (auto [c, channel] : llvm::enumerate(range.channels)) {
    all = c ? hull(all, channel) : channel;
    zeros += channel == Interval::point(0);
    active += channel.isNonNegative() && channel != Interval::point(0);
  }
  os << range.channels.size() << " channels in " << all;
  if (range.rowSum.isBounded())
    os << ", row sum " << range.rowSum;
  if (zeros)
    os << ", " << zeros << " always zero";
  if (active)
    os << ", " << active << " never negative";
  os << "\n";
}

namespace {
struct PrintValueRanges : gnn::impl::PrintValueRangesBase<PrintValueRanges> {
  using PrintValueRangesBase::PrintValueRangesBase;

  void runOnOperation() override {
    auto domains = makeInputDomains({box, data, anyGraph, maxDegree});
    if (!domains) {
      emitError(getOperation().getLoc(), getArgument())
          << ": " << llvm::toString(domains.takeError());
      return signalPassFailure();
    }
    const InputDomain &domain = domains->back();
    auto ranges = computeValueRanges(getOperation(), domain);
    if (failed(ranges))
      return signalPassFailure();
    for (auto function : getOperation().getOps<func::FuncOp>())
      printFunction(llvm::errs(), function, domain, *ranges);
    markAllAnalysesPreserved();
  }

private:
  void printFunction(raw_ostream &os, func::FuncOp function,
                     const InputDomain &domain, ValueRanges &ranges) {
    os << "ranges in @" << function.getSymName() << ", "
       << stringify(domain.proof) << ":\n";
    for (BlockArgument argument : function.getArguments())
      print(os, argument, "argument " + std::to_string(argument.getArgNumber()),
            ranges);
    function.walk([&](ValueRangeOpInterface op) {
      for (Value result : op->getResults())
        print(os, result, op->getName().getStringRef(), ranges);
    });
  }

  void print(raw_ostream &os, Value value, StringRef name,
             ValueRanges &ranges) {
    ++numValues;
    os << "  " << name << ": ";
    if (isa<gnn::GraphType>(value.getType())) {
      os << "degree " << ranges.getGraph(value).degree << "\n";
    } else if (isSegmentPtr(value.getType())) {
      os << "rows " << ranges.getSegments(value).rows << "\n";
    } else if (isNodeScalars(value.getType())) {
      os << ranges.getRowWeights(value).range << "\n";
    } else if (isFeatures(value.getType())) {
      FeatureRange range = ranges.getFeatures(value).flatten();
      printSummary(os, range);
      if (channels)
        for (auto [index, channel] : llvm::enumerate(range.channels))
          os << "    " << index << ": " << channel << "\n";
    } else {
      os << "not bounded\n";
    }
  }
};
} // namespace
