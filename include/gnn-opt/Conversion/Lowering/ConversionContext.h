//===- ConversionContext.h - What all lowerings share --------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_CONVERSIONCONTEXT_H
#define GNN_OPT_CONVERSION_LOWERING_CONVERSIONCONTEXT_H

#include "gnn-opt/Analysis/ProductFusion.h"
#include "gnn-opt/Conversion/Lowering/ParameterConstants.h"
#include "gnn-opt/Conversion/Lowering/ScaledRows.h"

namespace mlir::gnn {

/// What is the same for every op that a conversion lowers.
struct ConversionContext {
  /// The flag of the pass, which its remarks carry.
  StringRef passName;
  ParameterConstants constants;
  /// What is computed in the loop of another op.
  ProductFusion fusion = {};
  /// Scalings that the aggregate of their rows does, and where it has them.
  DenseSet<Operation *> scalings = {};
  DenseMap<Value, ScaledRows> scaled{};
};

/// An error on what other passes must have replaced: a layer, or a call. Better
/// words than those of a conversion that fails.
LogicalResult refuseLayersAndCalls(ModuleOp module);

/// Removes the parameters, whose values are in constants now. An error where
/// something else than a gnn op reads one.
LogicalResult eraseParameters(ModuleOp module);

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_CONVERSIONCONTEXT_H
