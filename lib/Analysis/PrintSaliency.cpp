//===- PrintSaliency.cpp - Show scores of channels ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Analysis/Normalizer.h"
#include "gnn-opt/Analysis/Passes.h"
#include "gnn-opt/Support/Text.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

namespace mlir::gnn {
#define GEN_PASS_DEF_PRINTSALIENCY
#include "include/gnn-opt/Analysis/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

static void printGroup(raw_ostream &os, const ChannelGroup &group,
                       ArrayRef<double> scores) {
  llvm::printEscapedString(group.name, os << "group ");
  os << ": " << scores.size() << " channels\n";
  for (auto [place, score] : llvm::enumerate(scores))
    os << "  " << place << ": " << llvm::format("%.6g", score) << "\n";
}

namespace {
struct PrintSaliency : gnn::impl::PrintSaliencyBase<PrintSaliency> {
  using PrintSaliencyBase::PrintSaliencyBase;

  void runOnOperation() override {
    const ChannelCriterion *chosen = findChannelCriterion(criterion);
    auto reducing = parseGroupReduction(reduction);
    auto normalizer = parseNormalizer(normalize);
    if (!chosen)
      return refuse("criterion to be one of " + listNames(getChannelCriteria()),
                    quote(criterion));
    if (!reducing)
      return refuse("reduction to be one of sum, mean, max, product, first",
                    quote(reduction));
    if (!normalizer)
      return refuse("normalize to be one of " + listNormalizers(),
                    quote(normalize));
    if (!(damping >= 0 && damping <= 1))
      return refuse("damping between 0 and 1", std::to_string(damping));
    ChannelGroups groups(getOperation(), {.pruneInputs = inputs});
    ScoringContext context(groups, seed, *reducing, damping);
    auto scores = chosen->score(context);
    if (failed(scores))
      return signalPassFailure();
    printAll(groups, *scores, *normalizer);
    markAllAnalysesPreserved();
  }

private:
  void refuse(const Twine &expected, const Twine &got) {
    emitError(getOperation().getLoc(), "gnn-print-saliency expects ")
        << expected << " but got " << got;
    signalPassFailure();
  }

  void printAll(const ChannelGroups &groups, ArrayRef<double> scores,
                Normalizer normalizer) {
    for (const ChannelGroup &group : groups.getGroups()) {
      if (!group.frozen.empty())
        continue;
      std::vector<double> ofGroup;
      for (unsigned channel : group.channels)
        ofGroup.push_back(scores[channel]);
      printGroup(llvm::errs(), group, normalizeScores(ofGroup, normalizer));
      numChannels += ofGroup.size();
    }
  }
};
} // namespace
