//===- LayerBypass.h - A model without one of its layers --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A *layer* is what lies between features x and features y of the same type:
// all ops that load a parameter of some name, those between them, and the ops
// on single elements (norms by channel, activations) that y then goes through
// alone. Where y is added to x, as in a residual network, the sum is the
// layer's result. A layer that is bypassed gives x for it. Interfaces say what
// this takes, so that layer ops and core ops are alike here.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TRANSFORMS_PRUNING_LAYERBYPASS_H
#define GNN_OPT_TRANSFORMS_PRUNING_LAYERBYPASS_H

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/Error.h"

#include <string>

namespace mlir::gnn {

struct BypassableLayer {
  std::string name;
  Value input;
  Value output;
  /// All that computes `output` of `input`.
  llvm::SetVector<Operation *> ops;
  /// Those that only `ops` read.
  SmallVector<ml_program::GlobalOp> parameters;
};

/// The layer whose parameters are called `name`, or `name.` and more. Errors
/// say why it cannot be bypassed: no such parameter, features of different
/// types before and after, several of them, a result of a function, or ops of
/// other parameters in between.
llvm::Expected<BypassableLayer> findLayer(ModuleOp module, StringRef name);

/// All layers with a weight that multiplies features and that can be bypassed,
/// in the order of parameters.
SmallVector<BypassableLayer> findBypassableLayers(ModuleOp module);

/// Gives `input` to all readers of `output`; erases ops and parameters that
/// nobody reads any more.
void bypass(const BypassableLayer &layer);

} // namespace mlir::gnn

#endif // GNN_OPT_TRANSFORMS_PRUNING_LAYERBYPASS_H
