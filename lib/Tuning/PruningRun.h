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

#include "mlir/IR/OwningOpRef.h"

namespace mlir::gnn {

/// How much goes.
struct PruningAmount {
  /// Of what goes first; nothing where a budget decides.
  std::optional<double> ratio;
  /// Of input features and of weights, where they go after something else;
  /// nothing: as much as of that.
  std::optional<double> inputRatio, sparsity;
  std::optional<Budget> budget;
  MeterOptions meter;
};

/// Prunes one module. Use: run(), once.
class PruningRun {
public:
  /// `data` may be null where neither recipe nor budget needs it. Borrows all.
  PruningRun(ModuleOp module, const PruningRecipe &recipe, const Dataset *data)
      : module(module), recipe(recipe), data(data), story(data) {}

  /// Decomposes layers, removes what is dead, then what matters least, makes up
  /// for it, and removes what is dead now. Fails with an error.
  LogicalResult run(const PruningAmount &amount);

  const PruningStory &getStory() const { return story; }

private:
  LogicalResult tell(const Twine &step);
  LogicalResult removeDead(StringRef step);
  FailureOr<SmallVector<double>> chooseRatios(const PruningAmount &amount);
  LogicalResult apply(const Removal &removal, double ratio);
  LogicalResult report(llvm::Error error);

  ModuleOp module;
  const PruningRecipe &recipe;
  const Dataset *data;
  PruningStory story;
  /// The model before anything went.
  OwningOpRef<ModuleOp> original;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_PRUNINGRUN_H
