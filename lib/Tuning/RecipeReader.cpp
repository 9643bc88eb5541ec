//===- RecipeReader.cpp - Options of gnn-prune ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecipeReader.h"

#include "gnn-opt/Support/Text.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::gnn;

InFlightDiagnostic RecipeReader::expects() const {
  return emitError(location, "gnn-prune expects ");
}

LogicalResult RecipeReader::read(const RecipeTexts &texts,
                                 PruningRecipe &recipe) const {
  // What recovery is decides what is ranked by.
  if (failed(readRecovery(texts, recipe)) ||
      failed(readProofDomain(texts, recipe)) ||
      failed(readRemovals(texts, recipe)) ||
      failed(checkMeaning(texts, recipe)))
    return failure();
  for (Removal &removal : recipe.removals)
    if (failed(readRanking(texts, recipe, removal)))
      return failure();
  return success();
}

LogicalResult RecipeReader::readRecovery(const RecipeTexts &texts,
                                         PruningRecipe &recipe) const {
  if (texts.recovery == "none")
    return success();
  recipe.recovery = parseRecoveryMethod(texts.recovery);
  if (recipe.recovery)
    return success();
  return expects() << "recovery to be none, bias, least-squares or batch-norm "
                      "but got "
                   << quote(texts.recovery);
}

LogicalResult RecipeReader::readProofDomain(const RecipeTexts &texts,
                                            PruningRecipe &recipe) const {
  auto domain = llvm::StringSwitch<std::optional<ProofDomain>>(texts.proveFor)
                    .Case("any", ProofDomain::any)
                    .Case("data", ProofDomain::data)
                    .Case("graph", ProofDomain::graph)
                    .Default(std::nullopt);
  if (!domain)
    return expects() << "prove-for to be any, data or graph but got "
                     << quote(texts.proveFor);
  recipe.proofDomain = *domain;
  return success();
}

//===----------------------------------------------------------------------===//
// What goes
//===----------------------------------------------------------------------===//

/// Empty for what is no granularity.
static SmallVector<RemovalKind> getKinds(StringRef granularity) {
  using Kinds = SmallVector<RemovalKind>;
  return llvm::StringSwitch<Kinds>(granularity)
      .Case("channels", {RemovalKind::channels})
      .Case("heads", {RemovalKind::heads})
      .Case("layers", {RemovalKind::layers})
      .Case("inputs", {RemovalKind::inputs})
      .Case("weights", {RemovalKind::weights})
      .Case("hybrid", {RemovalKind::channels, RemovalKind::weights})
      .Default({});
}

LogicalResult RecipeReader::readRemovals(const RecipeTexts &texts,
                                         PruningRecipe &recipe) const {
  SmallVector<RemovalKind> kinds = getKinds(texts.granularity);
  if (kinds.empty())
    return expects() << "granularity to be channels, heads, layers, inputs, "
                        "weights or hybrid but got "
                     << quote(texts.granularity);
  // Before weights: a feature that goes takes its column with it.
  if (texts.inputs && !llvm::is_contained(kinds, RemovalKind::inputs))
    kinds.insert(llvm::find(kinds, RemovalKind::weights), RemovalKind::inputs);
  for (RemovalKind kind : kinds)
    recipe.removals.push_back(Removal{kind});
  return success();
}

/// Options of what does not go, or that say nothing of what goes, are mistakes.
LogicalResult RecipeReader::checkMeaning(const RecipeTexts &texts,
                                         const PruningRecipe &recipe) const {
  bool hasWeightTexts = !texts.weightCriterion.empty() ||
                        !texts.weightScope.empty() ||
                        !texts.weightNormalize.empty();
  if (hasWeightTexts && !recipe.findLater(RemovalKind::weights))
    return expects() << "weight-criterion, weight-scope and weight-normalize "
                        "only where weights go after something else";
  if (!texts.inputCriterion.empty() && !recipe.findLater(RemovalKind::inputs))
    return expects() << "input-criterion only where input features go after "
                        "something else";
  RemovalKind first = recipe.removals.front().kind;
  if (texts.merge && first != RemovalKind::channels)
    return expects() << "merge only where channels go";
  bool hasRanking = !texts.scope.empty() || texts.normalize != "none";
  if (hasRanking && first == RemovalKind::layers)
    return expects() << "no scope and no normalize where layers go: they are "
                        "ranked with each other";
  return success();
}

//===----------------------------------------------------------------------===//
// What decides
//===----------------------------------------------------------------------===//

/// What the first removal is given; those after it have options of their own.
LogicalResult RecipeReader::readRanking(const RecipeTexts &texts,
                                        PruningRecipe &recipe,
                                        Removal &removal) const {
  removal.merge = texts.merge && removal.kind == RemovalKind::channels;
  if (&removal == recipe.removals.begin()) {
    removal.scope = texts.scope;
    removal.normalize = texts.normalize;
    return readCriterion(texts.criterion, recipe, removal);
  }
  if (removal.kind == RemovalKind::inputs)
    return readCriterion(texts.inputCriterion, recipe, removal);
  removal.scope = texts.weightScope;
  if (!texts.weightNormalize.empty())
    removal.normalize = texts.weightNormalize;
  return readCriterion(texts.weightCriterion, recipe, removal);
}

/// What a criterion of channels is, where users leave it to us. With least
/// squares, that which asks what least squares will lose.
static StringRef getDefaultCriterion(const PruningRecipe &recipe,
                                     RemovalKind kind) {
  if (kind == RemovalKind::weights)
    return "magnitude";
  // A Gram matrix of input features is more than it is worth.
  if (kind == RemovalKind::inputs)
    return "l2";
  return recipe.recovery == RecoveryMethod::leastSquares
             ? "greedy-least-squares"
             : "l2";
}

LogicalResult RecipeReader::readCriterion(StringRef name,
                                          const PruningRecipe &recipe,
                                          Removal &removal) const {
  auto reject = [&](const std::string &all) -> LogicalResult {
    return expects() << "the criterion of " << getName(removal.kind)
                     << " to be one of " << all << " but got " << quote(name);
  };
  if (removal.kind == RemovalKind::layers)
    return name.empty() || name == "block-influence"
               ? success()
               : reject("block-influence");
  if (name.empty())
    name = getDefaultCriterion(recipe, removal.kind);
  if (removal.kind == RemovalKind::weights) {
    removal.weightCriterion = findWeightCriterion(name);
    return removal.weightCriterion ? success()
                                   : reject(listNames(getWeightCriteria()));
  }
  removal.channelCriterion = findChannelCriterion(name);
  return removal.channelCriterion ? success()
                                  : reject(listNames(getChannelCriteria()));
}
