//===- PruningRecipe.cpp - What gnn-prune does ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PruningRecipe.h"

using namespace mlir;
using namespace mlir::gnn;

StringRef gnn::getName(RemovalKind kind) {
  switch (kind) {
  case RemovalKind::channels:
    return "channels";
  case RemovalKind::heads:
    return "heads";
  case RemovalKind::layers:
    return "layers";
  case RemovalKind::inputs:
    return "input features";
  case RemovalKind::weights:
    return "weights";
  }
  return "";
}

CriterionNeeds Removal::getNeeds() const {
  if (merge)
    return CriterionNeeds::gram;
  if (channelCriterion)
    return channelCriterion->getNeeds();
  return weightCriterion ? weightCriterion->getNeeds()
                         : CriterionNeeds::nothing;
}

const Removal *PruningRecipe::findLater(RemovalKind kind) const {
  for (const Removal &each : ArrayRef(removals).drop_front())
    if (each.kind == kind)
      return &each;
  return nullptr;
}
