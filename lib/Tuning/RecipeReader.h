//===- RecipeReader.h - Options of gnn-prune --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_RECIPEREADER_H
#define GNN_OPT_LIB_TUNING_RECIPEREADER_H

#include "PruningRecipe.h"

#include "mlir/IR/Diagnostics.h"

namespace mlir::gnn {

/// What users type; empty where they leave it to us.
struct RecipeTexts {
  StringRef granularity, recovery, proveFor;
  /// Of the first removal.
  StringRef criterion, scope, normalize;
  /// Of input features and of weights, where something goes before them.
  StringRef inputCriterion, weightCriterion, weightScope, weightNormalize;
  bool inputs = false;
  bool merge = false;
};

/// Reads what has names. Errors are emitted at a location.
class RecipeReader {
public:
  explicit RecipeReader(Location location) : location(location) {}

  LogicalResult read(const RecipeTexts &texts, PruningRecipe &recipe) const;

  /// `gnn-prune expects `
  InFlightDiagnostic expects() const;

private:
  LogicalResult readRemovals(const RecipeTexts &texts,
                             PruningRecipe &recipe) const;
  LogicalResult checkMeaning(const RecipeTexts &texts,
                             const PruningRecipe &recipe) const;
  LogicalResult readRecovery(const RecipeTexts &texts,
                             PruningRecipe &recipe) const;
  LogicalResult readProofDomain(const RecipeTexts &texts,
                                PruningRecipe &recipe) const;
  LogicalResult readRanking(const RecipeTexts &texts, PruningRecipe &recipe,
                            Removal &removal) const;
  LogicalResult readCriterion(StringRef name, const PruningRecipe &recipe,
                              Removal &removal) const;

  Location location;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_RECIPEREADER_H
