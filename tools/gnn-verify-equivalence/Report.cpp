//===- Report.cpp - What is known, for people and programs ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

#include <cmath>

using namespace mlir::gnn;
using llvm::format;

llvm::StringRef mlir::gnn::getClass(const Verdict &verdict, double tolerance) {
  if (verdict.proof)
    return stringify(*verdict.proof);
  if (verdict.isBounded(tolerance))
    return "bounded";
  return verdict.isEqual(tolerance) ? "tested" : "different";
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static llvm::json::Value toJSON(double value) {
  return std::isfinite(value) ? llvm::json::Value(value) : nullptr;
}

static llvm::json::Object toJSON(const TrialSummary &trials) {
  return llvm::json::Object{
      {"inputs", trials.inputs},
      {"max_abs", toJSON(trials.maxAbs)},
      {"max_rel", toJSON(trials.maxRel)},
      {"changed_predictions", trials.changedPredictions},
  };
}

void mlir::gnn::printJSON(const Verdict &verdict, double tolerance,
                          llvm::raw_ostream &os) {
  llvm::json::Object report{
      {"equal", verdict.isEqual(tolerance)},
      {"class", getClass(verdict, tolerance)},
      {"tolerance", tolerance},
      {"bound", toJSON(verdict.getBound())},
  };
  if (verdict.bounds) {
    report["relational"] = verdict.bounds->isRelational;
    report["widened"] = static_cast<int64_t>(verdict.bounds->widened.size());
  }
  if (verdict.trials)
    report["tested"] = toJSON(*verdict.trials);
  if (verdict.certainPredictions)
    report["certain_predictions"] = *verdict.certainPredictions;
  os << llvm::json::Value(std::move(report)) << "\n";
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static llvm::StringRef describeProof(ProofClass proof) {
  switch (proof) {
  case ProofClass::everyInput:
    return "equal for every finite input on every graph";
  case ProofClass::box:
    return "equal for all features within the bounds, on every graph";
  case ProofClass::graph:
    return "equal for all features within the bounds, on this graph";
  }
  return "";
}

static void printTrials(const TrialSummary &trials, llvm::raw_ostream &os) {
  os << "tested on " << trials.inputs << " inputs: largest difference "
     << format("%.3g", trials.maxAbs) << ", relative "
     << format("%.3g", trials.maxRel) << ", " << trials.changedPredictions
     << " predictions changed\n";
}

void mlir::gnn::printText(const Verdict &verdict, double tolerance,
                          llvm::raw_ostream &os) {
  os << getClass(verdict, tolerance);
  if (verdict.proof) {
    os << ": " << describeProof(*verdict.proof) << "\n";
    return;
  }
  os << ", tolerance " << format("%.3g", tolerance)
     << "\nlargest difference of a logit: at most "
     << format("%.3g", verdict.getBound())
     << (verdict.bounds->isRelational ? ", followed through the ops"
                                      : ", from the bounds of both")
     << "\n";
  printTrials(*verdict.trials, os);
  if (verdict.certainPredictions)
    os << "predictions on the data that cannot differ: "
       << *verdict.certainPredictions << " of "
       << verdict.trials->dataLogits->rows << "\n";
}
