//===- PruningRecipe.h - What gnn-prune does --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A recipe is a list of removals, each of one kind of thing, and what all of
// them share; PruningRun.h says what happens between them.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_PRUNINGRECIPE_H
#define GNN_OPT_LIB_TUNING_PRUNINGRECIPE_H

#include "gnn-opt/Analysis/Criterion.h"
#include "gnn-opt/Tuning/Recovery.h"

#include <optional>
#include <string>

namespace mlir::gnn {

enum class RemovalKind { channels, heads, layers, inputs, weights };

/// In plural, for tables and messages: `input features`.
StringRef getName(RemovalKind kind);

/// One kind of thing that goes, and what decides which of them.
struct Removal {
  RemovalKind kind;
  /// Of channels, heads and input features; null for others.
  const ChannelCriterion *channelCriterion = nullptr;
  /// Of weights; null for others.
  const WeightCriterion *weightCriterion = nullptr;
  /// In the words of the pass; an empty scope is its own default.
  std::string scope = {};
  std::string normalize = "none";
  /// Whether channels are added to those that stay and are most like them.
  bool merge = false;

  CriterionNeeds getNeeds() const;
};

/// The inputs for which what is dead is proved: every one, features within the
/// column ranges of the data, or these on the graph of the data.
enum class ProofDomain { any, data, graph };

struct PruningRecipe {
  /// In order; at least one.
  SmallVector<Removal, 2> removals;
  ProofDomain proofDomain = ProofDomain::any;
  int64_t roundTo = 1;
  /// Of gnn-prune-weights.
  std::string pattern = "unstructured";
  /// Parts of the model that lose no channels or heads; and, unless empty, the
  /// only ones that do.
  SmallVector<std::string> protectedParts, onlyParts;
  /// Nothing where what goes is not made up for.
  std::optional<RecoveryMethod> recovery;
  /// The data file; empty for none.
  std::string data;
  /// The nodes that criteria and recovery look at.
  std::string split;
  /// The function that is measured and compared.
  std::string function;

  /// The removal of this kind that comes after another one; null where there is
  /// none.
  const Removal *findLater(RemovalKind kind) const;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_PRUNINGRECIPE_H
