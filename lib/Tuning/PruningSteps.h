//===- PruningSteps.h - The steps of gnn-prune ------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each step is one pass or a few, on a module. All emit their errors.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_PRUNINGSTEPS_H
#define GNN_OPT_LIB_TUNING_PRUNINGSTEPS_H

#include "PruningRecipe.h"
#include "gnn-opt/Execution/Dataset.h"

#include "mlir/IR/BuiltinOps.h"

namespace mlir::gnn {

/// Core ops only, and no dropout: what analyses see through.
LogicalResult decompose(ModuleOp module);

/// Removes what is proved dead.
LogicalResult eliminate(ModuleOp module, const PruningRecipe &recipe);

/// Attaches the statistics that the removal needs, in place of those that are
/// there: they may be of a model that is no more.
LogicalResult calibrate(ModuleOp module, const PruningRecipe &recipe,
                        const Removal &removal);

/// What a ratio may be a multiple of: one channel or head of the largest group,
/// one layer, one of a hundred weights. At least 1.
int64_t countSteps(ModuleOp module, const Removal &removal);

/// Removes a ratio of what there is, after calibrate().
LogicalResult remove(ModuleOp module, const PruningRecipe &recipe,
                     const Removal &removal, double ratio);

/// Makes up for what went, as the recipe says, if it says so.
LogicalResult makeUp(ModuleOp module, ModuleOp original,
                     const PruningRecipe &recipe, const Dataset &data);

void dropStatistics(ModuleOp module);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_PRUNINGSTEPS_H
