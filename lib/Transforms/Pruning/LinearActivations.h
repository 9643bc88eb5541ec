//===- LinearActivations.h - Activations that do nothing --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_LINEARACTIVATIONS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_LINEARACTIVATIONS_H

#include "gnn-opt/Analysis/InputDomain.h"

namespace mlir::gnn {

/// Takes out ops whose result is their first operand for all values within
/// `ranges`, such as a ReLU of channels that are never negative, and says in
/// remarks of `pass` how many channels of the others are linear. The number of
/// ops that went.
unsigned removeLinearActivations(ModuleOp module, ValueRanges &ranges,
                                 ProofClass proof, StringRef pass);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_LINEARACTIVATIONS_H
