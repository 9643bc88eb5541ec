//===- RecoveryFixture.h - Models that lost channels ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_TUNING_RECOVERY_RECOVERYFIXTURE_H
#define GNN_OPT_TEST_UNIT_TUNING_RECOVERY_RECOVERYFIXTURE_H

#include "../../Transforms/PruningFixture.h"

#include "gnn-opt/Execution/Signature.h"
#include "gnn-opt/Tuning/ModelProbe.h"
#include "gnn-opt/Tuning/Recovery.h"

namespace mlir::gnn::test {

class RecoveryTest : public PruningTest {
protected:
  RecoveryTest();

  /// Random features of 3 channels, which the models take, on a graph with
  /// isolated nodes and self loops; as a set of three graphs, one of them
  /// empty, where `isSet`.
  static Dataset makeData(int64_t nodes, unsigned seed, bool isSet = false);

  /// A copy without some channels of a group.
  OwningOpRef<ModuleOp> removeFrom(ModuleOp model, StringRef group,
                                   ArrayRef<unsigned> indices);

  /// Rows all count 1. Fails the test where recovery fails.
  std::vector<RecoveredLayer> recoverModel(ModuleOp pruned, ModuleOp reference,
                                           const Dataset &data,
                                           RecoveryOptions options = {});

  /// The result of @forward on the data.
  Matrix run(ModuleOp module, const Dataset &data);

  /// [O, I]
  static Matrix getMatrix(ModuleOp module, StringRef parameter);
  static Vector getVector(ModuleOp module, StringRef parameter);
  static void setMatrix(ModuleOp module, StringRef parameter, const Matrix &m);

  /// Errors emitted so far, a line each.
  std::string errors;

private:
  ScopedDiagnosticHandler handler;
};

/// Whether data can fill the model's arguments.
inline bool canRun(ModuleOp model) {
  auto signature =
      getInputSignature(model.lookupSymbol<func::FuncOp>("forward"));
  if (signature)
    return true;
  llvm::consumeError(signature.takeError());
  return false;
}

/// The largest difference over the largest magnitude.
double compareMatrices(const Matrix &expected, const Matrix &got);

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_TUNING_RECOVERY_RECOVERYFIXTURE_H
