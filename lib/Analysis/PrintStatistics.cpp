//===- PrintStatistics.cpp - Show what calibration saw --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Analysis/Passes.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/Support/Format.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_PRINTSTATISTICS
#include "include/gnn-opt/Analysis/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

static void printTable(raw_ostream &os, const FeatureStatistics &statistics,
                       int64_t count) {
  os << "  channel";
  for (auto [name, values] : FeatureStatistics::getMoments())
    os << llvm::right_justify(name, 12);
  for (int64_t channel = 0; channel < count; ++channel) {
    os << "\n" << llvm::format("%9lld", static_cast<long long>(channel));
    for (auto [name, values] : FeatureStatistics::getMoments())
      os << llvm::format("%12.6g", (statistics.*values)[channel]);
  }
  os << "\n";
}

static void print(raw_ostream &os, GlobalOp weight,
                  const FeatureStatistics &statistics, int64_t limit) {
  int64_t channels = statistics.getNumChannels();
  os << "statistics of @";
  llvm::printEscapedString(weight.getSymName(), os);
  os << ": " << channels << " channels, "
     << llvm::format("%.6g", statistics.rows) << " rows, ";
  if (statistics.hasGram())
    os << "gram " << channels << " x " << channels << "\n";
  else
    os << "no gram\n";
  int64_t listed = limit < 0 ? channels : std::min(limit, channels);
  printTable(os, statistics, listed);
  if (listed < channels)
    os << "  and " << channels - listed << " more\n";
  int64_t dead = llvm::count(statistics.zeros, 1.0);
  os << "  " << dead << " of " << channels << " channels are 0 in every row\n";
}

namespace {
struct PrintStatistics : gnn::impl::PrintStatisticsBase<PrintStatistics> {
  using PrintStatisticsBase::PrintStatisticsBase;

  void runOnOperation() override {
    if (channels < -1) {
      emitError(getOperation().getLoc(),
                "gnn-print-statistics expects channels to be at least -1 but "
                "got ")
          << channels.getValue();
      return signalPassFailure();
    }
    for (GlobalOp weight : getParameters(getOperation())) {
      auto statistics = readFeatureStatistics(weight);
      if (failed(statistics))
        return signalPassFailure();
      if (!*statistics)
        continue;
      print(llvm::errs(), weight, **statistics, channels);
      ++numWeights;
    }
    markAllAnalysesPreserved();
  }
};
} // namespace
