//===- Recovery.cpp - Accuracy back without training ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Tuning/Recovery.h"

#include "MatchSums.h"
#include "RefitSum.h"
#include "RefreshBatchNorm.h"
#include "Session.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::gnn;

std::optional<RecoveryMethod> gnn::parseRecoveryMethod(StringRef name) {
  return llvm::StringSwitch<std::optional<RecoveryMethod>>(name)
      .Case("least-squares", RecoveryMethod::leastSquares)
      .Case("bias", RecoveryMethod::bias)
      .Case("batch-norm", RecoveryMethod::batchNorm)
      .Default(std::nullopt);
}

/// The reference's values of a sum, of the channels that the model still has.
static FailureOr<Matrix> evaluateReference(ModelProbe &reference,
                                           const MatchedSum &match) {
  auto values = reference.evaluate({match.reference});
  if (failed(values))
    return failure();
  return Matrix(values->front().matrix()(Eigen::all, match.channels));
}

/// In the order of the layers, so that each sees what the ones before it
/// became.
static LogicalResult refitSums(RecoverySession &session,
                               ModelProbe &reference) {
  ModelProbe &probe = session.getProbe();
  auto matches = matchSums(probe.getModule(), reference.getModule());
  if (failed(matches))
    return failure();
  for (const MatchedSum &match : *matches) {
    if (!probe.has(match.sum.value))
      continue;
    if (!match.reference || !reference.has(match.reference)) {
      remark::missed(match.sum.value.getLoc(), recoveryRemark())
          << remark::reason("{0} stays: the reference has no such layer",
                            match.name);
      continue;
    }
    FailureOr<Matrix> target = evaluateReference(reference, match);
    if (failed(target) || failed(refitSum(session, match, *target)))
      return failure();
  }
  return success();
}

FailureOr<std::vector<RecoveredLayer>>
gnn::recover(ModuleOp pruned, ModuleOp reference, const Dataset &data,
             const RowWeights &weights, const RecoveryOptions &options) {
  auto probe = ModelProbe::create(pruned, options.function, data);
  if (failed(probe))
    return failure();
  RecoverySession session(**probe, weights, options);
  if (options.method == RecoveryMethod::batchNorm) {
    if (failed(refreshBatchNorms(session)))
      return failure();
  } else {
    auto original = ModelProbe::create(reference, options.function, data);
    if (failed(original) || failed(refitSums(session, **original)))
      return failure();
  }
  session.store(pruned);
  return session.takeLayers();
}
