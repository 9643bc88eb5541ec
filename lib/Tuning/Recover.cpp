//===- Recover.cpp - The pass gnn-recover ---------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Execution/ModelFile.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Tuning/Passes.h"
#include "gnn-opt/Tuning/Recovery.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_RECOVER
#include "include/gnn-opt/Tuning/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;

namespace {
struct Recover : gnn::impl::RecoverBase<Recover> {
  using RecoverBase::RecoverBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    RecoverBase::getDependentDialects(registry);
    registerInterpreterModels(registry);
  }

  void runOnOperation() override {
    RecoveryOptions recovery{{}, function, ridge, maxFeatures};
    if (failed(checkOptions(recovery.method)))
      return signalPassFailure();
    FailureOr<OwningOpRef<ModuleOp>> original = readReference(recovery.method);
    if (failed(original))
      return signalPassFailure();
    auto dataset = loadDataset(data);
    if (!dataset)
      return fail(dataset.takeError());
    auto weights = computeRowWeights(*dataset, split, nodeWeights);
    if (!weights)
      return fail(addContext(data, weights.takeError()));
    auto layers =
        recover(getOperation(), original->get(), *dataset, *weights, recovery);
    if (failed(layers))
      return signalPassFailure();
    numLayers += layers->size();
  }

private:
  InFlightDiagnostic error() {
    return emitError(getOperation().getLoc(), "gnn-recover expects ");
  }

  void fail(llvm::Error reason) {
    emitError(getOperation().getLoc(), "gnn-recover: ")
        << llvm::toString(std::move(reason));
    signalPassFailure();
  }

  LogicalResult checkOptions(RecoveryMethod &chosen) {
    std::optional<RecoveryMethod> parsed = parseRecoveryMethod(method);
    if (!parsed)
      return error() << "method to be least-squares, bias or batch-norm but "
                        "got "
                     << quote(method);
    chosen = *parsed;
    if (!(ridge >= 0) || !std::isfinite(ridge))
      return error() << "ridge to be at least 0 but got "
                     << std::to_string(ridge);
    if (maxFeatures < 1)
      return error() << "max-features to be at least 1 but got "
                     << maxFeatures.getValue();
    if (data.empty())
      return error() << "data but got none";
    return success();
  }

  /// Null for a method that needs none.
  FailureOr<OwningOpRef<ModuleOp>> readReference(RecoveryMethod chosen) {
    if (chosen == RecoveryMethod::batchNorm)
      return OwningOpRef<ModuleOp>();
    if (reference.empty())
      return error() << "a reference but got none";
    auto module = readModel(reference, getContext());
    if (!module)
      return emitError(getOperation().getLoc(), "gnn-recover: ")
             << llvm::toString(module.takeError());
    return std::move(*module);
  }
};
} // namespace
