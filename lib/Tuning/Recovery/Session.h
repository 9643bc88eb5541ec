//===- Session.h - A model that is being recovered --------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RECOVERY_SESSION_H
#define GNN_OPT_LIB_TUNING_RECOVERY_SESSION_H

#include "gnn-opt/Tuning/ModelProbe.h"
#include "gnn-opt/Tuning/Recovery.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::gnn {

/// A probe of the pruned model, whose parameters change as layers are
/// recovered. The model itself changes when all are.
class RecoverySession {
public:
  /// Borrows all of it.
  RecoverySession(ModelProbe &probe, const RowWeights &weights,
                  const RecoveryOptions &options)
      : probe(probe), weights(weights), options(options) {}

  ModelProbe &getProbe() { return probe; }
  const RecoveryOptions &getOptions() const { return options; }

  /// The weights of a value's rows, which are nodes or graphs; null where they
  /// are neither.
  const Vector *findWeights(int64_t rows) const;

  /// Gives a parameter of the probe new values, row-major.
  void setValues(ml_program::GlobalOp parameter, ArrayRef<double> values);

  /// Gives the parameters of `model` the values that the probe's got.
  void store(ModuleOp model);

  void addLayer(RecoveredLayer layer) { layers.push_back(std::move(layer)); }
  ArrayRef<RecoveredLayer> getLayers() const { return layers; }
  std::vector<RecoveredLayer> takeLayers() { return std::move(layers); }

private:
  ModelProbe &probe;
  const RowWeights &weights;
  const RecoveryOptions &options;
  llvm::SetVector<Operation *> changed;
  std::vector<RecoveredLayer> layers;
};

/// Whether more than one op reads the parameter.
bool isShared(ml_program::GlobalOp parameter);

inline remark::RemarkOpts recoveryRemark() {
  return remark::RemarkOpts::name("gnn-recover").category("recover");
}

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RECOVERY_SESSION_H
