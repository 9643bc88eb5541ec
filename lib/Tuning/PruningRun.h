//===- PruningRun.h - The steps of gnn-prune, in order ----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_PRUNINGRUN_H
#define GNN_OPT_LIB_TUNING_PRUNINGRUN_H

#include "PruningRecipe.h"
#include "PruningStory.h"
#include "gnn-opt/Tuning/Budget.h"

namespace mlir::gnn {

/// How much goes.
struct PruningAmount {
  /// Of channels and, where only weights go, of weights; nothing where a budget
  /// decides.
  std::optional<double> ratio;
  /// Of weights, after channels; nothing: as much as of channels.
  std::optional<double> sparsity;
  std::optional<Budget> budget;
  MeterOptions meter;
};

/// Prunes one module. Use: run(), once.
class PruningRun {
public:
  /// `data` may be null where neither recipe nor budget needs it. Borrows all.
  PruningRun(ModuleOp module, const PruningRecipe &recipe, Dataset *data)
      : module(module), recipe(recipe), data(data), story(data) {}

  /// Decomposes layers, removes what is dead, then what matters least, makes up
  /// for it, and removes what is dead now. Fails with an error.
  LogicalResult run(const PruningAmount &amount);

  const PruningStory &getStory() const { return story; }

private:
  LogicalResult tell(StringRef step);
  LogicalResult removeDead(StringRef step);
  FailureOr<double> chooseRatio(const PruningAmount &amount);
  LogicalResult removeChannels(double ratio);
  LogicalResult removeWeights(double sparsity);
  LogicalResult recoverFrom(StringRef step);
  LogicalResult report(llvm::Error error);

  ModuleOp module;
  const PruningRecipe &recipe;
  Dataset *data;
  PruningStory story;
  /// The model before anything went.
  OwningOpRef<ModuleOp> original;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_PRUNINGRUN_H
