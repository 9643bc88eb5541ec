//===- DatasetSplit.cpp - Which items a split names -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

#include <numeric>
#include <set>

using namespace llvm;
using namespace mlir::gnn;

template <typename T, typename Fn>
static std::vector<int64_t> selectItems(ArrayRef<T> values, Fn isSelected) {
  std::vector<int64_t> items;
  for (auto [item, value] : enumerate(values))
    if (isSelected(value))
      items.push_back(item);
  return items;
}

/// The splits of this data set, for messages. Fold -1 is no fold: such a graph
/// is always trained on.
static std::string listSplits(const Dataset &dataset) {
  std::vector<std::string> names = {"all"};
  for (const auto &[name, mask] : dataset.masks)
    names.push_back(name);
  for (int64_t fold :
       std::set<int64_t>(dataset.fold.begin(), dataset.fold.end()))
    if (fold >= 0)
      names.push_back("fold:" + std::to_string(fold));
  return join(names, ", ");
}

static Error unknownSplit(const Dataset &dataset, StringRef split) {
  return createStringError("expected a split of the data set (" +
                           listSplits(dataset) + ") but got " + quote(split));
}

static Expected<std::vector<int64_t>>
resolveFold(const Dataset &dataset, StringRef split, StringRef number) {
  int64_t fold;
  if (number.getAsInteger(10, fold) || fold < 0)
    return unknownSplit(dataset, split);
  std::vector<int64_t> items =
      selectItems(ArrayRef<int64_t>(dataset.fold),
                  [&](int64_t value) { return value == fold; });
  if (items.empty())
    return unknownSplit(dataset, split);
  return items;
}

Expected<std::vector<int64_t>> mlir::gnn::resolveSplit(const Dataset &dataset,
                                                       StringRef split) {
  if (split == "all") {
    std::vector<int64_t> items(dataset.getNumItems());
    std::iota(items.begin(), items.end(), 0);
    return items;
  }
  StringRef number = split;
  if (number.consume_front("fold:"))
    return resolveFold(dataset, split, number);
  auto mask = dataset.masks.find(split);
  if (mask == dataset.masks.end())
    return unknownSplit(dataset, split);
  return selectItems(ArrayRef<uint8_t>(mask->second),
                     [](uint8_t value) { return value != 0; });
}
