//===- Verify.cpp - What is known of the difference -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verify.h"

using namespace mlir;
using namespace mlir::gnn;

/// The widest domain that they are equal for.
static FailureOr<std::optional<ProofClass>>
prove(const Comparison &comparison) {
  for (const InputDomain &domain : comparison.domains) {
    FailureOr<bool> equal = proveEqual(comparison.first.function,
                                       comparison.second.function, domain);
    if (failed(equal))
      return failure();
    if (*equal)
      return std::optional(domain.proof);
  }
  return std::optional<ProofClass>();
}

/// Whether class `best` of the first model, whose logits are `row`, stays the
/// largest of the second, whose logits are row - d with d in the bounds.
static bool isCertain(llvm::ArrayRef<double> row,
                      const std::vector<Interval> &bounds) {
  size_t best = std::max_element(row.begin(), row.end()) - row.begin();
  auto second = [&](size_t c) { return Interval::point(row[c]) - bounds[c]; };
  for (size_t c = 0; c < row.size(); ++c)
    if (c != best && !(second(best).lower > second(c).upper))
      return false;
  return true;
}

static void remarkWidened(const DifferenceBounds &bounds) {
  for (Operation *op : bounds.widened)
    op->emitRemark("the difference is followed up to here: that of the result "
                   "is the difference of its bounds in both models");
}

static int64_t countCertain(const Logits &logits,
                            const std::vector<Interval> &bounds) {
  int64_t certain = 0;
  for (int64_t row = 0; row < logits.rows; ++row)
    certain += isCertain(llvm::ArrayRef(logits.values)
                             .slice(row * logits.columns, logits.columns),
                         bounds);
  return certain;
}

llvm::Expected<Verdict> gnn::verifyEquivalence(const VerifyOptions &options,
                                               const Comparison &comparison) {
  Verdict verdict;
  auto proof = prove(comparison);
  if (failed(proof))
    return llvm::createStringError("cannot compare the models");
  verdict.proof = *proof;
  if (verdict.proof)
    return verdict;
  auto bounds =
      boundDifference(comparison.first.function, comparison.second.function,
                      comparison.domains.back(), options.rounding);
  if (failed(bounds))
    return llvm::createStringError("cannot compare the models");
  verdict.bounds = std::move(*bounds);
  remarkWidened(*verdict.bounds);
  auto trials = runTrials(options, comparison);
  if (!trials)
    return trials.takeError();
  if (trials->dataLogits)
    verdict.certainPredictions =
        countCertain(*trials->dataLogits, verdict.bounds->channels);
  verdict.trials = std::move(*trials);
  return verdict;
}
