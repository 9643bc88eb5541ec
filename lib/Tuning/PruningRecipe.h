//===- PruningRecipe.h - The steps of gnn-prune -----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each step is one pass or a few, on a module; PruningRun.h says in
// which order they come.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_PRUNINGRECIPE_H
#define GNN_OPT_LIB_TUNING_PRUNINGRECIPE_H

#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Tuning/Recovery.h"

#include "mlir/IR/BuiltinOps.h"

#include <optional>
#include <string>

namespace mlir::gnn {

enum class Granularity { channels, weights, hybrid };

/// The inputs for which what is dead is proved: every one, features within the
/// column ranges of the data, or these on the graph of the data.
enum class ProofDomain { any, data, graph };

std::optional<ProofDomain> parseProofDomain(StringRef name);

std::optional<Granularity> parseGranularity(StringRef name);

struct PruningRecipe {
  Granularity granularity = Granularity::channels;
  const ChannelCriterion *channelCriterion = nullptr;
  const WeightCriterion *weightCriterion = nullptr;
  ProofDomain proofDomain = ProofDomain::any;
  /// Options of the pass that goes first; an empty scope is its own default.
  std::string scope;
  std::string normalize = "none";
  int64_t roundTo = 1;
  /// Of gnn-prune-weights.
  std::string pattern = "unstructured";
  /// Nothing where what goes is not made up for.
  std::optional<RecoveryMethod> recovery;
  /// The data file; empty for none.
  std::string data;
  /// The nodes that criteria and recovery look at.
  std::string split;
  /// The function that is measured and compared.
  std::string function;

  bool prunesChannels() const { return granularity != Granularity::weights; }
  bool prunesWeights() const { return granularity != Granularity::channels; }
  /// What the criterion of the first removal needs.
  CriterionNeeds getFirstNeeds() const {
    return prunesChannels() ? channelCriterion->getNeeds()
                            : weightCriterion->getNeeds();
  }
};

/// Core ops only, and no dropout: what analyses see through.
LogicalResult decompose(ModuleOp module);

/// Removes what is proved dead.
LogicalResult eliminate(ModuleOp module, const PruningRecipe &recipe);

/// Attaches the statistics that a criterion needs, where it needs any.
LogicalResult calibrate(ModuleOp module, const PruningRecipe &recipe,
                        CriterionNeeds needs);

LogicalResult pruneChannels(ModuleOp module, const PruningRecipe &recipe,
                            double ratio);
LogicalResult pruneWeights(ModuleOp module, const PruningRecipe &recipe,
                           double sparsity);

/// Drops the statistics: they are of a model that is no more.
void dropStatistics(ModuleOp module);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_PRUNINGRECIPE_H
