//===- LayerLedger.cpp - Which layers were removed, and why ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LedgerEntries.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;
namespace json = llvm::json;

void Ledger::record(const LayerRemovalRecord &removal) {
  json::Array parameters;
  for (GlobalOp parameter : removal.parameters)
    parameters.push_back(nameOf(parameter));
  json::Object entry{
      {"pass", removal.pass.str()},
      {"class", "pruned"},
      {"criterion", removal.criterion.str()},
      {"layer", json::fixUTF8(removal.layer)},
      {"parameters", std::move(parameters)},
  };
  if (removal.score)
    entry["score"] = finiteOrNull(*removal.score);
  layers.push_back(toText(std::move(entry)));
  if (removal.parameters.empty())
    return;
  auto emitted = remarkRemoval(removal.parameters.front(), removal.pass);
  emitted << remark::add("layer {0}: pruned", removal.layer)
          << remark::metric("criterion", removal.criterion);
  if (removal.score)
    emitted << remark::metric("score", *removal.score);
}
