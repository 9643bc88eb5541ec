//===- WeightLedger.cpp - Which weights were removed, and why -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LedgerEntries.h"
#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Transforms/Pruning/Ledger.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;
namespace json = llvm::json;

/// Ranges of the columns of one row, in original numbering, both ends included.
static json::Array toRanges(const llvm::BitVector &removed, int64_t row,
                            int64_t columns, const OriginalChannels &original) {
  json::Array ranges;
  std::optional<std::pair<int64_t, int64_t>> open;
  auto close = [&] {
    if (open)
      ranges.push_back(json::Array{open->first, open->second});
    open.reset();
  };
  for (int64_t c = 0; c < columns; ++c) {
    if (!removed.test(row * columns + c))
      continue;
    int64_t column = original.get(1, c);
    if (open && column == open->second + 1) {
      open->second = column;
      continue;
    }
    close();
    open = {column, column};
  }
  close();
  return ranges;
}

/// For each original row that lost weights, its ranges.
static json::Object toRows(const WeightRemovalRecord &removal,
                           const OriginalChannels &original) {
  ArrayRef<int64_t> shape = getParameterType(removal.parameter).getShape();
  json::Object rows;
  for (int64_t row = 0; row < shape[0]; ++row)
    if (json::Array ranges = toRanges(removal.removed, row, shape[1], original);
        !ranges.empty())
      rows[std::to_string(original.get(0, row))] = std::move(ranges);
  return rows;
}

static void reportRemoval(const WeightRemovalRecord &removal) {
  GlobalOp parameter = removal.parameter;
  remarkRemoval(parameter, removal.pass)
      << remark::add("{0} of {1} weights of {2}: pruned",
                     removal.removed.count(), removal.removed.size(),
                     parameter.getSymName())
      << remark::metric("criterion", removal.criterion);
}

LogicalResult Ledger::record(const WeightRemovalRecord &removal) {
  auto original = OriginalChannels::read(removal.parameter);
  if (failed(original))
    return failure();
  json::Object entry{
      {"pass", removal.pass.str()},
      {"class", "pruned"},
      {"criterion", removal.criterion.str()},
      {"parameter", nameOf(removal.parameter)},
      {"removed", static_cast<int64_t>(removal.removed.count())},
      {"elements", static_cast<int64_t>(removal.removed.size())},
      {"rows", toRows(removal, *original)},
  };
  if (removal.threshold)
    entry["threshold"] = finiteOrNull(*removal.threshold);
  if (!removal.pattern.empty())
    entry["pattern"] = removal.pattern.str();
  if (removal.compensated)
    entry["compensated"] = true;
  weights.push_back(toText(std::move(entry)));
  reportRemoval(removal);
  return success();
}
